-- Of corrected contacts the number they had, before it is overwritten.
INSERT IGNORE INTO import_phones (phone_hmac)
SELECT k.phone_hmac
FROM import_changed c
JOIN import_rows s ON s.row_no = c.row_no
JOIN contacts k ON k.id = c.id
WHERE k.phone_hmac IS NOT NULL AND NOT k.phone_hmac <=> UNHEX(s.phone_hmac)
