-- One look at the other messages of the person for each message that was read again; only those with an answer are
-- kept. Run when person_messages is written. Grain: message. Index: person_messages.PRIMARY.
-- Most messages of a person are long ago and of other campaigns: they are passed over before anything is summed.
-- SQL_BIG_RESULT: sorting the few messages by person costs less than a table of groups, and reads neighbours together.
INSERT INTO tick_neighbours (message_id, campaign_id, person_id, sent_s, dose30, has_later, is_shared)
SELECT SQL_BIG_RESULT n.message_id, n.campaign_id, n.person_id, n.sent_s,
  SUM(p.in_dose = 1 AND p.sent_s >= n.sent_s - 2592000 AND p.sent_s < n.sent_s) AS dose30,
  MAX(n.status = 50
    AND n.promotional = 1
    AND NOT (o.status <=> 50 AND o.promotional <=> 1 AND o.person_id <=> n.person_id AND o.sent_s <=> n.sent_s)
    AND p.in_dose = 1
    AND p.sent_s > n.sent_s
    AND p.sent_s <= n.sent_s + 2592000) AS has_later,
  MAX(p.campaign_id = n.campaign_id) AS is_shared
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = n.person_id
WHERE (p.sent_s BETWEEN n.sent_s - 2592000 AND n.sent_s + 2592000 OR p.campaign_id = n.campaign_id)
  AND p.message_id <> n.message_id
GROUP BY n.person_id, n.message_id, n.campaign_id, n.sent_s
HAVING dose30 + has_later + is_shared > 0
