-- Of corrected contacts the number that was thought to be meant: others that mean it may be first now.
INSERT IGNORE INTO import_phones (phone_hmac)
SELECT v.candidate_hmac
FROM import_changed c
JOIN phone_verdicts v ON v.contact_id = c.id
WHERE v.candidate_hmac IS NOT NULL
