-- Grain: click. Index: clicks_by_click_id.
INSERT INTO event_new (row_no, target, subject_id)
SELECT MIN(s.row_no), 3, MIN(f.subject_id)
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN clicks k ON k.click_id = s.event_id
WHERE f.subject_id IS NOT NULL AND s.kind = 3 AND k.id IS NULL
GROUP BY s.event_id
