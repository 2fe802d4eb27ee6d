-- Persons whose silence a campaign makes longer that has clicks now and was sent before. Grain: person.
-- Index: message_facts_by_campaign, number_activity.PRIMARY.
INSERT INTO cleaning_queue (person_id, stage)
SELECT DISTINCT f.person_id, 1
FROM message_facts f FORCE INDEX (message_facts_by_campaign)
STRAIGHT_JOIN number_activity a ON a.person_id = f.person_id
WHERE f.campaign_id = :campaign AND f.message_id <= :before AND f.status = 50
  AND (a.is_watched > 0 OR a.inactive_from_s IS NULL OR f.sent_s + {{silent-seconds}} < a.inactive_from_s)
ON DUPLICATE KEY UPDATE stage = 1
