-- Receipts to read anew when somebody says what their code means.
INSERT IGNORE INTO odd_receipts (message_id, event_key, provider, field, code)
SELECT n.subject_id, s.event_key, s.provider, s.code_field, s.raw_code
FROM event_new n
JOIN import_rows s ON s.row_no = n.row_no
WHERE n.target = 1 AND s.is_known_code <> 1
ORDER BY n.subject_id, s.event_key
