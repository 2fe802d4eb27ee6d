-- Index: messages_by_message_id, receipts_by_message.
INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT m.id, s.event_key, s.status, s.failure_class, s.raw_code, s.carrier, s.occurred_at, UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN messages m ON m.message_id = s.message_id
LEFT JOIN import_seen e ON e.row_no = f.row_no
WHERE s.is_event = 1 AND COALESCE(e.has_event, 0) = 0
ORDER BY f.row_no
