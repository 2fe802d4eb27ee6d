-- New messages that matter: of somebody who is watched or was never read, that failed, or that change what was read.
-- Grain: person. Index: message_facts.PRIMARY, by range; number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT f.person_id, 1
FROM message_facts f
LEFT JOIN number_activity a ON a.person_id = f.person_id
LEFT JOIN propose_rates r ON r.campaign_id = f.campaign_id
WHERE f.message_id > :after AND f.message_id <= :upTo
  AND {{matters}}
ON DUPLICATE KEY UPDATE stage = 1
