-- Persons whose silence may be shorter than it was read: a campaign has no clicks any more. What is kept of whoever is
-- only appended to must be as it would be read, long before the silence counts. Grain: person.
-- Index: number_activity_by_watch.
INSERT INTO cleaning_queue (person_id, stage)
SELECT a.person_id, 1
FROM number_activity a
WHERE (a.is_watched IN (1, 2) AND a.inactive_from_s IS NOT NULL)
  OR (a.is_watched = 3 AND a.inactive_from_s <= :asOf)
ON DUPLICATE KEY UPDATE stage = 1
