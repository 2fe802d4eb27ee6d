-- Grain: chunk.
SELECT MIN(s.row_no) AS first, MAX(s.row_no) AS last
FROM import_rows s
