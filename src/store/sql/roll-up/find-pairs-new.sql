-- Persons in campaigns that a touched message belongs to now. Grain: campaign, person.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT n.campaign_id, n.person_id
FROM tick_new n
WHERE n.why <> 1
