-- Replies and opt-outs of affected messages. Grain: message. Index: response_facts_by_message.
INSERT INTO tick_outcomes (message_id, replies, opt_outs)
SELECT *
FROM (
  SELECT t.message_id, SUM(r.kind = 3) AS replies, SUM(r.kind = 1) AS opt_outs
  FROM tick_affected t
  STRAIGHT_JOIN response_facts r ON r.message_id = t.message_id
  WHERE r.counted = 1
  GROUP BY t.message_id
) x
ON DUPLICATE KEY UPDATE replies = x.replies, opt_outs = x.opt_outs
