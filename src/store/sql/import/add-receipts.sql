INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT f.message_id, s.event_key, s.status, s.failure_class, s.raw_code, s.carrier, s.occurred_at, UTC_TIMESTAMP(3)
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
