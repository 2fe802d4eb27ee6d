-- Contacts a message could be sent to, by segment: with a number, or known by something else than a number.
-- Grain: segment, 0 = none. Index: phone_verdicts.PRIMARY.
SELECT COALESCE(c.segment_id, 0) AS segment_id, COUNT(*) AS reachable
FROM contacts c
LEFT JOIN phone_verdicts v ON v.contact_id = c.id AND c.phone_hmac IS NULL
WHERE v.contact_id IS NULL
GROUP BY COALESCE(c.segment_id, 0)
