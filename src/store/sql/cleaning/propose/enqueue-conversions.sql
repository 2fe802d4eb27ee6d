-- Grain: person. Index: conversions.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM conversions e
STRAIGHT_JOIN contacts c ON c.id = e.contact_id
WHERE e.id > :after AND e.id <= :upTo
ON DUPLICATE KEY UPDATE stage = 1
