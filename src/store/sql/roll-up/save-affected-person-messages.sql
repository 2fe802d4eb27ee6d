-- Messages that got an outcome matter to their person. Grain: message. Index: message_facts.PRIMARY.
INSERT IGNORE INTO person_messages (person_id, sent_s, message_id, campaign_id, in_dose)
SELECT f.person_id, f.sent_s, f.message_id, f.campaign_id, f.status = 50 AND f.promotional = 1
FROM tick_affected t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
WHERE f.contact_flags <> 0
