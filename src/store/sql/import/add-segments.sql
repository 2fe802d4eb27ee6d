INSERT INTO segments (segment_id, name)
SELECT s.segment_id, s.name
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
