INSERT IGNORE INTO part_receipts (message_id, event_key, part_index, part_count, raw_code, carrier, occurred_at,
  received_at)
SELECT n.subject_id, s.event_key, s.part_index, s.part_count, s.raw_code, s.carrier, s.occurred_at, s.received_at
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
WHERE n.target = 2
ORDER BY n.row_no
