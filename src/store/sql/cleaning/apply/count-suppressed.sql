-- Contacts that are out for all senders, per segment: for long, or by a batch of the last 24 hours.
SELECT
  COALESCE(c.segment_id, 0) AS segment,
  SUM(x.is_old) AS old,
  SUM(1 - x.is_old) AS recent
FROM (
  SELECT
    v.contact_number,
    MAX(v.source <> 'recommendation' OR v.changed_at <= UTC_TIMESTAMP(3) - INTERVAL 1 DAY) AS is_old
  FROM suppressed_contacts v
  WHERE v.sender = ''
  GROUP BY v.contact_number
) x
JOIN contacts c ON c.id = x.contact_number
WHERE c.phone_hmac IS NOT NULL
GROUP BY COALESCE(c.segment_id, 0)
