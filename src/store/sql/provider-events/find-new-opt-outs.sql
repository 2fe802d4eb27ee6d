-- Grain: inbound message. Index: opt_outs_by_event_id.
INSERT INTO event_new (row_no, target, subject_id)
SELECT MIN(s.row_no), 4, MIN(f.subject_id)
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN opt_outs o ON o.event_id = s.event_id
WHERE f.subject_id IS NOT NULL AND s.kind = 4 AND s.reading IN (1, 2) AND o.id IS NULL
GROUP BY s.event_id
