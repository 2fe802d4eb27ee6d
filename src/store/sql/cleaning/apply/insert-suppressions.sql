-- One row per recommendation of the range that takes a contact out; in force once the batch is done. One for a sender
-- nobody knows is none: it would be one for all senders.
-- Grain: apply_items by primary key.
INSERT INTO suppressions
  (phone_hmac, contact_id, sender, source, source_id, reason, batch_id, suppressed_at, until_at, changed_at)
SELECT
  r.phone_hmac,
  IF(r.phone_hmac IS NULL, r.contact_id, 0),
  IF(r.action = 'suppress_sender', JSON_UNQUOTE(JSON_EXTRACT(r.action_detail, '$.sender')), ''),
  'recommendation',
  r.id,
  r.reason,
  i.batch_id,
  UTC_TIMESTAMP(3),
  CASE
    WHEN r.action NOT IN ('suppress_until', 'pause') THEN NULL
    WHEN JSON_EXTRACT(r.action_detail, '$.untilMs') IS NOT NULL
      THEN DATE_ADD('1970-01-01', INTERVAL CAST(JSON_UNQUOTE(JSON_EXTRACT(r.action_detail, '$.untilMs')) AS SIGNED) * 1000 MICROSECOND)
    ELSE DATE_ADD(
      UTC_TIMESTAMP(3),
      INTERVAL COALESCE(CAST(JSON_UNQUOTE(JSON_EXTRACT(r.action_detail, '$.days')) AS SIGNED), :days) DAY
    )
  END,
  UTC_TIMESTAMP(3)
FROM apply_items i
JOIN recommendations r ON r.id = i.recommendation_id
WHERE i.batch_id = :batch
  AND i.recommendation_id > :after
  AND i.recommendation_id <= :upto
  AND r.state = 'applying'
  AND r.action IN ('suppress', 'suppress_until', 'suppress_sender', 'sunset', 'pause')
  AND NOT (r.action = 'suppress_sender' AND COALESCE(JSON_UNQUOTE(JSON_EXTRACT(r.action_detail, '$.sender')), '') IN ('', 'null'))
