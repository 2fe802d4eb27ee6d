INSERT INTO import_twins (contact_id, duplicate_of)
SELECT k.id, NULL
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN contacts k ON k.contact_id = s.contact_id
JOIN phone_verdicts v ON v.contact_id = k.id
WHERE s.phone_hmac IS NULL AND v.duplicate_of IS NOT NULL
