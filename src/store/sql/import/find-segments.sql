INSERT INTO import_found (row_no, known_id)
SELECT s.row_no, k.id
FROM import_rows s
LEFT JOIN segments k ON k.segment_id = s.segment_id
