-- Grain: person. The table is small.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT t.person_id, 1
FROM cleaning_touched t
WHERE t.from_s <= :asOf
ON DUPLICATE KEY UPDATE stage = 1
