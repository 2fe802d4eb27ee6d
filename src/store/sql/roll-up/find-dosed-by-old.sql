-- Doses that a promotional delivery changes which went, moved or changed person: those of later messages.
-- Grain: message. Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT p.message_id
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
LEFT JOIN tick_new n ON n.message_id = o.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = o.person_id
WHERE ((t.why & 12) <> 0 OR o.clicks > 0)
  AND o.status = 50
  AND o.promotional = 1
  AND NOT (n.status <=> 50 AND n.promotional <=> 1 AND n.person_id <=> o.person_id AND n.sent_s <=> o.sent_s)
  AND p.in_dose = 1
  AND p.sent_s BETWEEN o.sent_s AND o.sent_s + 2592000
