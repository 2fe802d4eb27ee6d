-- IGNORE: another connection may store the same event meanwhile.
INSERT IGNORE INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT n.subject_id, s.event_key, s.status, s.failure_class, s.raw_code, s.carrier, s.occurred_at, s.received_at
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
WHERE n.target = 1
ORDER BY n.row_no
