-- Each receipt with a code that is in no table counts once, when it is stored. Grain: code. Index:
-- messages_by_message_id, receipts_by_message, odd_receipts.PRIMARY.
INSERT INTO unknown_codes (provider, field, code, seen, first_seen_at, last_seen_at)
SELECT * FROM (
  SELECT y.provider, y.code_field, y.raw_code, COUNT(*) AS more, UTC_TIMESTAMP(3) AS first_at,
    UTC_TIMESTAMP(3) AS last_at
  FROM (
    SELECT DISTINCT s.provider, s.code_field, s.raw_code, r.message_id, r.event_key
    FROM import_rows s
    STRAIGHT_JOIN messages m ON m.message_id = s.message_id
    STRAIGHT_JOIN receipts r ON r.message_id = m.id AND r.event_key = s.event_key
    LEFT JOIN odd_receipts o ON o.message_id = m.id AND o.event_key = s.event_key
    WHERE s.is_known_code = 0 AND o.message_id IS NULL
  ) y
  GROUP BY y.provider, y.code_field, y.raw_code
) x
ON DUPLICATE KEY UPDATE
  seen = unknown_codes.seen + x.more,
  last_seen_at = GREATEST(unknown_codes.last_seen_at, x.last_at)
