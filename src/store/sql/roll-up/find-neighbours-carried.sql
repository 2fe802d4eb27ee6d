-- The same for messages that only got a receipt, and by it were delivered: nothing else of them matters to others.
-- Grain: message. Index: person_messages.PRIMARY.
INSERT INTO tick_neighbours (message_id, campaign_id, person_id, sent_s, dose30, has_later, is_shared)
SELECT SQL_BIG_RESULT c.message_id, c.campaign_id, c.person_id, c.sent_s,
  SUM(c.promotional = 1 AND p.in_dose = 1 AND p.sent_s >= c.sent_s - 2592000 AND p.sent_s < c.sent_s) AS dose30,
  MAX(c.promotional = 1 AND p.in_dose = 1 AND p.sent_s > c.sent_s AND p.sent_s <= c.sent_s + 2592000) AS has_later,
  MAX(p.campaign_id = c.campaign_id) AS is_shared
FROM tick_carried c
STRAIGHT_JOIN person_messages p ON p.person_id = c.person_id
WHERE c.has_arrived = 1
  AND (p.sent_s BETWEEN c.sent_s - 2592000 AND c.sent_s + 2592000 OR p.campaign_id = c.campaign_id)
  AND p.message_id <> c.message_id
GROUP BY c.person_id, c.message_id, c.campaign_id, c.sent_s
HAVING dose30 + has_later + is_shared > 0
