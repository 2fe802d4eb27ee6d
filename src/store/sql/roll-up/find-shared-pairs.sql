-- Persons with another message that matters in the campaign of a touched one. Grain: campaign, person.
-- Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT n.campaign_id, n.person_id
FROM tick_new n
STRAIGHT_JOIN person_messages p ON p.person_id = n.person_id
WHERE p.campaign_id = n.campaign_id
  AND p.message_id <> n.message_id
