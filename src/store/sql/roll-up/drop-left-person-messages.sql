-- Entries of touched messages that moved to another person, campaign or time, or are gone.
-- Index: person_messages.PRIMARY.
DELETE p
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = o.person_id AND p.sent_s = o.sent_s AND p.message_id = o.message_id
LEFT JOIN tick_new n ON n.message_id = o.message_id
WHERE (t.why & 12) <> 0
  AND NOT (n.person_id <=> o.person_id AND n.sent_s <=> o.sent_s AND n.campaign_id <=> o.campaign_id)
