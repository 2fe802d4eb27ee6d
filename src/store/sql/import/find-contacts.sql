INSERT INTO import_found (row_no, known_id, segment_id)
SELECT s.row_no, k.id, IF(s.segment_id IS NULL, NULL, COALESCE(g.id, -1))
FROM import_rows s
LEFT JOIN contacts k ON k.contact_id = s.contact_id
LEFT JOIN segments g ON g.segment_id = s.segment_id
