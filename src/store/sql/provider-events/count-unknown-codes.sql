-- Each event with a code that is in no table counts once, when it is stored. Grain: code.
INSERT INTO unknown_codes (provider, field, code, seen, first_seen_at, last_seen_at)
SELECT * FROM (
  SELECT s.provider, s.code_field, s.raw_code, COUNT(*) AS more, MIN(s.received_at) AS first_at,
    MAX(s.received_at) AS last_at
  FROM event_new n
  JOIN import_rows s ON s.row_no = n.row_no
  WHERE s.is_known_code = 0
  GROUP BY s.provider, s.code_field, s.raw_code
) x
ON DUPLICATE KEY UPDATE
  seen = unknown_codes.seen + x.more,
  first_seen_at = LEAST(unknown_codes.first_seen_at, x.first_at),
  last_seen_at = GREATEST(unknown_codes.last_seen_at, x.last_at)
