-- Grain: person. Index: clicks.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM clicks k
STRAIGHT_JOIN messages m ON m.id = k.message_id
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
WHERE k.id > :after AND k.id <= :upTo
ON DUPLICATE KEY UPDATE stage = 1
