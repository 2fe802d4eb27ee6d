-- Contacts that a batch would newly take out, per segment: all with the number, each once.
SELECT x.segment, COUNT(*) AS going
FROM (
  SELECT DISTINCT c.id, COALESCE(c.segment_id, 0) AS segment
  FROM apply_items i
  JOIN recommendations r ON r.id = i.recommendation_id
  JOIN contacts c ON c.phone_hmac = r.phone_hmac
  WHERE i.batch_id = :batch
    AND r.action IN ('suppress', 'suppress_until', 'suppress_sender', 'sunset', 'pause')
) x
LEFT JOIN (
  SELECT DISTINCT v.contact_number
  FROM suppressed_contacts v
  WHERE v.sender = ''
) s ON s.contact_number = x.id
WHERE s.contact_number IS NULL
GROUP BY x.segment
