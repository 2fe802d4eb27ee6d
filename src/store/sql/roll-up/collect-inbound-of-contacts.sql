-- Replies of contacts whose person changed. Grain: event. Index: inbound_by_contact.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT 3, i.id
FROM tick_contacts t
STRAIGHT_JOIN inbound i ON i.contact_id = t.contact_id
WHERE i.id <= :watermark
