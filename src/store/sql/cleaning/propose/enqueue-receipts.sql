-- The same for receipts of earlier messages; those of new ones are looked at with their messages. Grain: person.
-- Index: receipts.PRIMARY, by range; message_facts.PRIMARY, number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT f.person_id, 1
FROM receipts e
STRAIGHT_JOIN message_facts f ON f.message_id = e.message_id
LEFT JOIN number_activity a ON a.person_id = f.person_id
LEFT JOIN propose_rates r ON r.campaign_id = f.campaign_id
WHERE e.id > :after AND e.id <= :upTo
  AND (e.message_id <= :messagesAfter OR e.message_id > :messagesUpTo)
  AND {{matters}}
ON DUPLICATE KEY UPDATE stage = 1
