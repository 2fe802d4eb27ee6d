INSERT INTO import_found (row_no, known_id, message_id)
SELECT s.row_no, k.id, COALESCE(m.id, -1)
FROM import_rows s
LEFT JOIN clicks k ON k.click_id = s.click_id
LEFT JOIN messages m ON m.message_id = s.message_id
