INSERT IGNORE INTO import_phones (phone_hmac)
SELECT UNHEX(s.candidate_hmac)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE s.candidate_hmac IS NOT NULL
