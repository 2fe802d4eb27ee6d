-- Of those, opted out. Grain: segment.
SELECT COALESCE(c.segment_id, 0) AS segment_id, COUNT(DISTINCT c.id) AS contacts
FROM (
  SELECT k.person_id
  FROM response_facts k
  WHERE k.kind IN (1, 2) AND k.occurred_s <= :asOf
  GROUP BY k.person_id
  HAVING MAX(IF(k.kind = 1, k.occurred_s, 0)) >= MAX(IF(k.kind = 2, k.occurred_s, 1))
) x
JOIN contacts h ON h.id = x.person_id
JOIN contacts c ON c.phone_hmac = h.phone_hmac
GROUP BY COALESCE(c.segment_id, 0)
