-- Of those no message can be sent to: without a number, for something is wrong with it. Grain: segment, 0 = none.
-- Index: contacts.PRIMARY; phone_verdicts holds only phones with something wrong and is read whole.
SELECT COALESCE(c.segment_id, 0) AS segment_id, COUNT(*) AS contacts
FROM phone_verdicts v
STRAIGHT_JOIN contacts c ON c.id = v.contact_id
WHERE c.phone_hmac IS NULL
GROUP BY COALESCE(c.segment_id, 0)
