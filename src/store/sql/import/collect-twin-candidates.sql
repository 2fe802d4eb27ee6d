-- Whoever stops to share a number as it is written may still mean that of another contact.
INSERT IGNORE INTO import_phones (phone_hmac)
SELECT v.candidate_hmac
FROM import_twins t
JOIN phone_verdicts v ON v.contact_id = t.contact_id
WHERE v.candidate_hmac IS NOT NULL
