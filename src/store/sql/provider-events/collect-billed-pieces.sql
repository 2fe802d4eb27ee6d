INSERT IGNORE INTO event_pieces (message_id)
SELECT e.message_id
FROM event_bills e
