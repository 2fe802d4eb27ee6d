-- Messages of a source whose clock is ahead are not read yet. Grain: message.
-- Index: message_facts_by_campaign; cube_outcomes is read whole and small.
INSERT IGNORE INTO cleaning_touched (person_id, from_s)
SELECT f.person_id, f.sent_s
FROM (SELECT DISTINCT o.campaign_id FROM cube_outcomes o WHERE o.hour >= :asOf DIV 3600) c
STRAIGHT_JOIN message_facts f ON f.campaign_id = c.campaign_id
WHERE f.sent_s > :asOf
