INSERT IGNORE INTO inbound (inbound_id, contact_id, occurred_at, text, keyword, reading, received_at)
SELECT s.event_id, n.subject_id, s.occurred_at, s.text, s.keyword, s.reading, s.received_at
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
WHERE n.target = 5
ORDER BY n.row_no
