-- Messages that have such a delivery in the 30 days before them, and those sent in that second. Grain: message.
-- Index: message_facts_by_person.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT f.message_id
FROM tick_dose_changes d
STRAIGHT_JOIN message_facts f ON f.person_id = d.person_id
WHERE f.sent_s BETWEEN d.sent_s AND d.sent_s + 2592000
