-- Index: parked_events.PRIMARY.
DELETE p
FROM event_found f
STRAIGHT_JOIN parked_events p ON p.id = GREATEST(f.row_no, 4000000000) - 4000000000
WHERE f.row_no >= 4000000000 AND f.subject_id IS NOT NULL
