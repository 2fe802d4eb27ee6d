-- Silence that grew long enough since the last search. Grain: person. Index: number_activity_by_silence.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT a.person_id, 2
FROM number_activity a
WHERE a.inactive_from_s > :since AND a.inactive_from_s <= :asOf
