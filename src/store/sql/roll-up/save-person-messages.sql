-- Messages that were read again and are delivered or have an outcome. Grain: message, in the order of the primary key.
-- Index: message_facts.PRIMARY.
INSERT INTO person_messages (person_id, sent_s, message_id, campaign_id, in_dose)
SELECT f.person_id, f.sent_s, f.message_id, f.campaign_id, f.status = 50 AND f.promotional = 1
FROM tick_new n
STRAIGHT_JOIN message_facts f ON f.message_id = n.message_id
WHERE f.contact_flags <> 0
ORDER BY f.person_id, f.sent_s
ON DUPLICATE KEY UPDATE in_dose = f.status = 50 AND f.promotional = 1
