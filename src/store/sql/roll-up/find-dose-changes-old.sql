-- Promotional deliveries that went, moved or changed person. Grain: person, second.
INSERT IGNORE INTO tick_dose_changes (person_id, sent_s)
SELECT o.person_id, o.sent_s
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
LEFT JOIN tick_new n ON n.message_id = o.message_id
WHERE o.status = 50
  AND o.promotional = 1
  AND NOT (n.status <=> 50 AND n.promotional <=> 1 AND n.person_id <=> o.person_id AND n.sent_s <=> o.sent_s)
