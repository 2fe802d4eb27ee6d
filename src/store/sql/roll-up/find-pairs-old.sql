-- Persons in campaigns that a touched or affected message belonged to. Grain: campaign, person.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT o.campaign_id, o.person_id
FROM tick_old o
