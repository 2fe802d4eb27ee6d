-- Messages of contacts whose person or zone changed. Grain: message. Index: messages_by_contact.
INSERT INTO tick_touched (message_id, why)
SELECT m.id, 8
FROM tick_contacts t
STRAIGHT_JOIN messages m ON m.contact_id = t.contact_id
ON DUPLICATE KEY UPDATE why = tick_touched.why | 8
