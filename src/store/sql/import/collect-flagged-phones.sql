-- Of corrected contacts with a verdict the number: that they share it is said with the verdict.
INSERT IGNORE INTO import_phones (phone_hmac)
SELECT UNHEX(s.phone_hmac)
FROM import_changed c
JOIN import_rows s ON s.row_no = c.row_no
JOIN phone_verdicts v ON v.contact_id = c.id
WHERE s.phone_hmac IS NOT NULL
