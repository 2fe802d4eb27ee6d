-- Grain: inbound message. Index: inbound_by_inbound_id.
INSERT INTO event_new (row_no, target, subject_id)
SELECT MIN(s.row_no), 5, MIN(f.subject_id)
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN inbound i ON i.inbound_id = s.event_id
WHERE f.subject_id IS NOT NULL AND s.kind = 4 AND s.reading NOT IN (1, 2) AND i.id IS NULL
GROUP BY s.event_id
