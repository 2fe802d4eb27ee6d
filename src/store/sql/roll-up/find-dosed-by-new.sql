-- Doses that a promotional delivery changes which came, moved or changed person: its own where the person had one in
-- the 30 days before, and those of later messages. Grain: message. Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT IF(p.sent_s > n.sent_s, p.message_id, n.message_id)
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = n.person_id
WHERE n.status = 50
  AND n.promotional = 1
  AND NOT (o.status <=> 50 AND o.promotional <=> 1 AND o.person_id <=> n.person_id AND o.sent_s <=> n.sent_s)
  AND p.in_dose = 1
  AND p.sent_s BETWEEN n.sent_s - 2592000 AND n.sent_s + 2592000
  AND p.message_id <> n.message_id
