-- Grain: person. Index: receipts.PRIMARY, by range.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT IF(c.person_id = 0, c.id, c.person_id), 1
FROM receipts r
STRAIGHT_JOIN messages m ON m.id = r.message_id
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
WHERE r.id > :after AND r.id <= :upTo
ON DUPLICATE KEY UPDATE stage = 1
