-- Promotional deliveries that came, moved or changed person, where the person has another message within 30 days:
-- else no dose can change. Grain: person, second. Index: person_messages.PRIMARY.
INSERT IGNORE INTO tick_dose_changes (person_id, sent_s)
SELECT n.person_id, n.sent_s
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
WHERE n.status = 50
  AND n.promotional = 1
  AND NOT (o.status <=> 50 AND o.promotional <=> 1 AND o.person_id <=> n.person_id AND o.sent_s <=> n.sent_s)
  AND EXISTS (
    SELECT 1
    FROM person_messages p
    WHERE p.person_id = n.person_id
      AND p.message_id <> n.message_id
      AND p.sent_s BETWEEN n.sent_s - 2592000 AND n.sent_s + 2592000
  )
