-- One look at the other messages of the person for each touched message that matters or mattered; only those with an
-- answer are kept. Run when person_messages is written. Grain: message. Index: person_messages.PRIMARY.
-- Most messages of a person are long ago and of other campaigns: they are passed over before anything is summed.
INSERT INTO tick_neighbours (message_id, dose30, has_later, is_shared)
SELECT n.message_id,
  SUM(p.in_dose = 1 AND p.sent_s >= n.sent_s - 2592000 AND p.sent_s < n.sent_s) AS dose30,
  MAX(p.in_dose = 1 AND p.sent_s > n.sent_s AND p.sent_s <= n.sent_s + 2592000) AS has_later,
  MAX(p.campaign_id = n.campaign_id) AS is_shared
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN person_messages p ON p.person_id = n.person_id
WHERE (n.status = 50 OR n.is_carried = 0 OR o.conversions_all + o.replies + o.opt_outs > 0)
  AND (p.sent_s BETWEEN n.sent_s - 2592000 AND n.sent_s + 2592000 OR p.campaign_id = n.campaign_id)
  AND p.message_id <> n.message_id
GROUP BY n.message_id
HAVING dose30 + has_later + is_shared > 0
