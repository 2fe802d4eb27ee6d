INSERT IGNORE INTO import_phones (phone_hmac)
SELECT UNHEX(s.phone_hmac)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL AND s.phone_hmac IS NOT NULL
