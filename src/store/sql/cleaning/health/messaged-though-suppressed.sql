-- Grain: one row. Messages of the window to contacts that were suppressed for every sender then and still are.
SELECT COUNT(DISTINCT m.id) AS messages, COUNT(DISTINCT m.contact_id) AS contacts
FROM suppressed_contacts s
STRAIGHT_JOIN messages m ON m.contact_id = s.contact_number AND m.sent_at >= :from AND m.sent_at < :to
WHERE s.sender = '' AND m.sent_at > s.suppressed_at
