-- Contacts with a number, per segment now.
SELECT COALESCE(c.segment_id, 0) AS segment, COUNT(*) AS contacts
FROM contacts c
WHERE c.phone_hmac IS NOT NULL
GROUP BY COALESCE(c.segment_id, 0)
