-- How many events of the batch there are, and how many are nobody's yet. Grain: batch.
SELECT COUNT(*) AS events, COALESCE(SUM(f.subject_id IS NULL), 0) AS unknown_events
FROM event_found f
WHERE f.row_no < 4000000000
