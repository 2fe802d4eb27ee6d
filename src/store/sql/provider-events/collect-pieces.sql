INSERT IGNORE INTO event_pieces (message_id)
SELECT n.subject_id
FROM event_new n
WHERE n.target = 2
