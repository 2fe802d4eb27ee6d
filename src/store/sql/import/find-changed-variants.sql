INSERT INTO import_changed (row_no, id)
SELECT f.row_no, k.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN variants k ON k.id = f.known_id
WHERE NOT (k.label <=> s.label
  AND k.text <=> s.text
  AND k.planned_share <=> s.planned_share
  AND k.is_control <=> s.is_control
  AND k.is_holdout <=> s.is_holdout)
