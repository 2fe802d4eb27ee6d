INSERT INTO import_found (row_no, known_id, contact_id, message_id)
SELECT s.row_no, k.id, COALESCE(c.id, -1), IF(s.message_id IS NULL, NULL, COALESCE(m.id, -1))
FROM import_rows s
LEFT JOIN conversions k ON k.conversion_id = s.conversion_id
LEFT JOIN contacts c ON c.contact_id = s.contact_id
LEFT JOIN messages m ON m.message_id = s.message_id
