-- Grain: person. Index: messages.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM messages m
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
WHERE m.id > :after AND m.id <= :upTo
ON DUPLICATE KEY UPDATE stage = 1
