-- Persons with another message that matters in the campaign of a touched one. Grain: campaign, person.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT b.campaign_id, b.person_id
FROM tick_neighbours b
WHERE b.is_shared = 1
