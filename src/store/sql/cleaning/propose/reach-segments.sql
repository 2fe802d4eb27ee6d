-- Contacts by segment. Grain: segment, 0 = none. Index: contacts_by_segment, read whole without its rows.
SELECT COALESCE(x.segment_id, 0) AS segment_id, SUM(x.contacts) AS contacts
FROM (
  SELECT c.segment_id, COUNT(*) AS contacts
  FROM contacts c
  GROUP BY c.segment_id
) x
GROUP BY COALESCE(x.segment_id, 0)
