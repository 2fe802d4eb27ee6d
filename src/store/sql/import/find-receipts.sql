-- Index: messages_by_message_id, receipts_by_message.
INSERT INTO import_found (row_no, known_id, message_id)
SELECT s.row_no, r.id, COALESCE(m.id, -1)
FROM import_rows s
LEFT JOIN messages m ON m.message_id = s.message_id
LEFT JOIN receipts r ON r.message_id = m.id AND r.event_key = s.event_key
