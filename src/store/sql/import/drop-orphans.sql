DELETE f
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN messages m ON m.message_id = s.message_id
WHERE f.known_id IS NULL AND m.id IS NULL
