-- Messages that became delivered matter to their person from now on. Grain: message, in the order of the primary key.
INSERT INTO person_messages (person_id, sent_s, message_id, campaign_id, in_dose)
SELECT n.person_id, n.sent_s, n.message_id, n.campaign_id, n.promotional
FROM tick_new n
WHERE n.is_carried = 1
  AND n.status = 50
ORDER BY n.person_id, n.sent_s
ON DUPLICATE KEY UPDATE in_dose = n.promotional
