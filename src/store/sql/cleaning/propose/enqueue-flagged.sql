-- Persons whom a search for findings flagged, before or now: read again, so that all of them are watched, and no other.
-- Grain: person. The table is as long as there are flags.
INSERT INTO cleaning_queue (person_id, stage)
SELECT g.person_id, 1
FROM cleaning_flags g
ON DUPLICATE KEY UPDATE stage = 1
