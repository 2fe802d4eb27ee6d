-- Messages that have such a delivery in the 30 days before them, and those sent in that second. Grain: message.
-- Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT p.message_id
FROM tick_dose_changes d
STRAIGHT_JOIN person_messages p ON p.person_id = d.person_id
WHERE p.sent_s BETWEEN d.sent_s AND d.sent_s + 2592000
