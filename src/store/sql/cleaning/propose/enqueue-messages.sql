-- New messages that matter: of somebody who is watched or was never read, that failed, or that change what was read.
-- Where all of them are later than any that was read, only they are read (4). Grain: person.
-- Index: message_facts.PRIMARY, by range; number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT x.person_id, x.stage
FROM (
  SELECT f.person_id,
    MIN(IF(a.is_watched IN (1, 2) AND a.attempted_last_s < f.sent_s AND {{gate}} = 0, 4, 1)) AS stage
  FROM message_facts f
  LEFT JOIN number_activity a ON a.person_id = f.person_id
  LEFT JOIN propose_rates r ON r.campaign_id = f.campaign_id
  WHERE f.message_id > :after AND f.message_id <= :upTo
    AND {{matters}}
  GROUP BY f.person_id
) x
ON DUPLICATE KEY UPDATE stage = IF(cleaning_queue.stage = 4 AND x.stage = 4, 4, 1)
