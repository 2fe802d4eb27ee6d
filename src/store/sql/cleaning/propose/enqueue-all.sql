-- Grain: person. Index: contacts.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT c.id, 1
FROM contacts c
WHERE c.id > :after AND c.id <= :upTo AND (c.person_id = c.id OR c.person_id = 0)
ON DUPLICATE KEY UPDATE stage = 1
