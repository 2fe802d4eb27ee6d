-- The cipher of an unchanged number is kept: it would differ each time. What failed before belongs to the number it had.
UPDATE contacts k
JOIN import_changed c ON c.id = k.id
JOIN import_rows s ON s.row_no = c.row_no
JOIN import_found f ON f.row_no = c.row_no
SET k.phone_enc = IF(k.phone_hmac <=> UNHEX(s.phone_hmac), k.phone_enc, UNHEX(s.phone_enc)),
  k.phone_since = IF(k.phone_hmac <=> UNHEX(s.phone_hmac), k.phone_since, UTC_TIMESTAMP(3)),
  k.phone_hmac = UNHEX(s.phone_hmac),
  k.phone_kind = s.phone_kind,
  k.phone_valid = s.phone_valid,
  k.country = s.country,
  k.timezone = s.timezone,
  k.segment_id = f.segment_id,
  k.created_at = s.created_at
