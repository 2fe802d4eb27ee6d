-- Messages that became delivered matter to their person from now on. Grain: message, in the order of the primary key.
INSERT INTO person_messages (person_id, sent_s, message_id, campaign_id, in_dose)
SELECT c.person_id, c.sent_s, c.message_id, c.campaign_id, c.promotional
FROM tick_carried c
WHERE c.has_arrived = 1
ORDER BY c.person_id, c.sent_s
ON DUPLICATE KEY UPDATE in_dose = c.promotional
