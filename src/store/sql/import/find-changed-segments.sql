INSERT INTO import_changed (row_no, id)
SELECT f.row_no, k.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN segments k ON k.id = f.known_id
WHERE k.name <> s.name
