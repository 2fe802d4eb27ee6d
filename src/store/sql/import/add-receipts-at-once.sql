-- The receipts of messages that were all just added. Index: messages_by_message_id.
INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT m.id, s.event_key, s.status, s.failure_class, s.raw_code, s.carrier, s.occurred_at, UTC_TIMESTAMP(3)
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.message_id
