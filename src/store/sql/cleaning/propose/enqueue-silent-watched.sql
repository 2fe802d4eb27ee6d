-- Persons whose silence may be shorter than it was read: a campaign has no clicks any more. Grain: person.
-- Index: number_activity_by_watch.
INSERT INTO cleaning_queue (person_id, stage)
SELECT a.person_id, 1
FROM number_activity a
WHERE a.is_watched > 0 AND a.inactive_from_s <= :asOf
ON DUPLICATE KEY UPDATE stage = 1
