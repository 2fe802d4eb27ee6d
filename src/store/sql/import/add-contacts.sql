INSERT INTO contacts (contact_id, phone_hmac, phone_enc, phone_kind, phone_valid, country, timezone, segment_id,
  created_at)
SELECT s.contact_id, UNHEX(s.phone_hmac), UNHEX(s.phone_enc), s.phone_kind, s.phone_valid, s.country, s.timezone,
  f.segment_id, s.created_at
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
