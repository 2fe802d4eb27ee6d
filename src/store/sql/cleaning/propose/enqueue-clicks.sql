-- Clicks of persons who are watched. Of a healthy one the silence only begins later than it was read to.
-- Grain: person. Index: clicks.PRIMARY, by range; message_facts.PRIMARY, number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT f.person_id, 1
FROM clicks k
STRAIGHT_JOIN message_facts f ON f.message_id = k.message_id
STRAIGHT_JOIN number_activity a ON a.person_id = f.person_id
WHERE k.id > :after AND k.id <= :upTo AND a.is_watched > 0
ON DUPLICATE KEY UPDATE stage = 1
