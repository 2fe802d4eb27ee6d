-- New contacts: their person, who may have a second row now. Grain: person. Index: contacts.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM contacts c
WHERE c.id > :after AND c.id <= :upTo
ON DUPLICATE KEY UPDATE stage = 1
