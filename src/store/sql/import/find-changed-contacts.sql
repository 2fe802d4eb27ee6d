INSERT INTO import_changed (row_no, id)
SELECT f.row_no, k.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN contacts k ON k.id = f.known_id
LEFT JOIN phone_verdicts v ON v.contact_id = k.id AND v.verdict <> 'duplicate'
WHERE NOT (k.phone_hmac <=> UNHEX(s.phone_hmac)
  AND k.phone_kind <=> s.phone_kind
  AND k.phone_valid <=> s.phone_valid
  AND k.country <=> s.country
  AND k.timezone <=> s.timezone
  AND k.segment_id <=> f.segment_id
  AND k.created_at <=> s.created_at
  AND v.verdict <=> s.verdict
  AND v.rule <=> s.rule
  AND v.raw_enc <=> UNHEX(s.raw_enc))
