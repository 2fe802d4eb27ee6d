INSERT IGNORE INTO opt_outs (event_id, contact_id, event, occurred_at, keyword, message_id, received_at)
SELECT s.event_id, n.subject_id, IF(s.reading = 1, 'opt_out', 'opt_in'), s.occurred_at, s.keyword, m.id, s.received_at
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
LEFT JOIN messages m ON m.message_id = s.client_reference
WHERE n.target = 4
ORDER BY n.row_no
