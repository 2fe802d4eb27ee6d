-- Doses that a promotional delivery changes which came, moved or changed person: those of later messages. Its own is
-- set with the fact where only a receipt is new (see save-carried-facts). Grain: message.
-- Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT p.message_id
FROM tick_neighbours b
STRAIGHT_JOIN tick_new n ON n.message_id = b.message_id
LEFT JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = n.person_id
WHERE b.has_later = 1
  AND n.status = 50
  AND n.promotional = 1
  AND NOT (o.status <=> 50 AND o.promotional <=> 1 AND o.person_id <=> n.person_id AND o.sent_s <=> n.sent_s)
  AND p.in_dose = 1
  AND p.sent_s > n.sent_s
  AND p.sent_s <= n.sent_s + 2592000
