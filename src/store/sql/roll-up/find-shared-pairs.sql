-- Persons with another message in the campaign of a touched one. Grain: campaign, person.
-- Index: message_facts_by_person, which alone answers.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT n.campaign_id, n.person_id
FROM tick_new n
STRAIGHT_JOIN message_facts f ON f.person_id = n.person_id AND f.campaign_id = n.campaign_id
WHERE f.message_id <> n.message_id
