-- Persons in campaigns that a message has left which was read again. Grain: campaign, person.
INSERT IGNORE INTO tick_pairs (campaign_id, person_id)
SELECT o.campaign_id, o.person_id
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
LEFT JOIN tick_new n ON n.message_id = o.message_id
WHERE ((t.why & 12) <> 0 OR o.clicks > 0)
  AND NOT (n.campaign_id <=> o.campaign_id AND n.person_id <=> o.person_id)
