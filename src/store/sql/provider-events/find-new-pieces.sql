-- Grain: message and event. Index: part_receipts.PRIMARY.
INSERT INTO event_new (row_no, target, subject_id)
SELECT MIN(s.row_no), 2, f.subject_id
FROM event_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN part_receipts r ON r.message_id = f.subject_id AND r.event_key = s.event_key
WHERE f.subject_id IS NOT NULL
  AND s.kind IN (1, 2)
  AND s.part_index > 0
  AND s.status = 50
  AND r.message_id IS NULL
GROUP BY f.subject_id, s.event_key
