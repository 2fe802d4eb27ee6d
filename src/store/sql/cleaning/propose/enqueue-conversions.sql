-- Of persons who are watched. Grain: person. Index: conversions.PRIMARY, by range; number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT a.person_id, 1
FROM conversions e
STRAIGHT_JOIN contacts c ON c.id = e.contact_id
STRAIGHT_JOIN number_activity a ON a.person_id = IF(c.person_id = 0, c.id, c.person_id)
WHERE e.id > :after AND e.id <= :upTo AND a.is_watched > 0
ON DUPLICATE KEY UPDATE stage = 1
