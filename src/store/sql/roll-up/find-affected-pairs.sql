-- Persons in campaigns of messages whose outcomes moved. Grain: campaign, person. Index: message_facts.PRIMARY.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT f.campaign_id, f.person_id
FROM tick_affected t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
