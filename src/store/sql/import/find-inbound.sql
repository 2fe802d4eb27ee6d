INSERT INTO import_found (row_no, known_id, contact_id)
SELECT s.row_no, k.id, COALESCE(c.id, -1)
FROM import_rows s
LEFT JOIN inbound k ON k.inbound_id = s.inbound_id
LEFT JOIN contacts c ON c.contact_id = s.contact_id
