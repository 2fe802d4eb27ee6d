-- Everybody a rule could take up. What is known of them is as it would be read. Grain: person.
-- Index: number_activity_by_watch.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT a.person_id, 2
FROM number_activity a
WHERE a.is_watched = 2
