-- Rows of a message that was not stored, because its last row in the chunk was refused. Grain: row.
SELECT f.row_no, 'message_id' AS column_name
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN messages m ON m.message_id = s.message_id
WHERE f.known_id IS NULL AND m.id IS NULL
ORDER BY f.row_no
