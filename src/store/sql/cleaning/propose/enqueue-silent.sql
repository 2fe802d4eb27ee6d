-- Silence that grew long enough since the last search. Of whoever is healthy deliveries and clicks were not read. Grain: person. Index: number_activity_by_silence.
INSERT INTO cleaning_queue (person_id, stage)
SELECT a.person_id, IF(a.is_watched IN (1, 2), 2, 1)
FROM number_activity a
WHERE a.inactive_from_s > :since AND a.inactive_from_s <= :asOf
{{or-whole}}
