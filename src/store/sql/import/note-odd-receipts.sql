-- Receipts to read anew when somebody says what their code means. Index: messages_by_message_id, receipts_by_message.
INSERT IGNORE INTO odd_receipts (message_id, event_key, provider, field, code)
SELECT r.message_id, r.event_key, s.provider, s.code_field, s.raw_code
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.message_id
STRAIGHT_JOIN receipts r ON r.message_id = m.id AND r.event_key = s.event_key
WHERE s.is_known_code <> 1
ORDER BY r.message_id, r.event_key
