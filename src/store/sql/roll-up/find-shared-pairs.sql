-- Persons with another message that matters in the campaign of a touched one. Grain: campaign, person.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT n.campaign_id, n.person_id
FROM tick_neighbours b
STRAIGHT_JOIN tick_new n ON n.message_id = b.message_id
WHERE b.is_shared = 1
