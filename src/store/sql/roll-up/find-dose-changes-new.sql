-- Promotional deliveries that came, moved or changed person. Grain: person, second.
INSERT IGNORE INTO tick_dose_changes (person_id, sent_s)
SELECT n.person_id, n.sent_s
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
WHERE n.status = 50
  AND n.promotional = 1
  AND NOT (o.status <=> 50 AND o.promotional <=> 1 AND o.person_id <=> n.person_id AND o.sent_s <=> n.sent_s)
