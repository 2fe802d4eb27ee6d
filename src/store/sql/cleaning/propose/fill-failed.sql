-- Failures that may count, with what came before. Both sums have one order, so that they are sorted once.
-- Grain: message.
INSERT INTO propose_failed (person_id, sent_s, message_id, campaign_id, outcome_id, failure_class,
  delivered_before_s, unanswered_before)
SELECT x.person_id, x.sent_s, x.message_id, x.campaign_id, x.outcome_id, x.failure_class,
  COALESCE(x.delivered_before_s, 0), COALESCE(x.unanswered_before, 0)
FROM (
  SELECT m.person_id, m.sent_s, m.message_id, m.campaign_id, m.outcome_id, m.status, m.failure_class,
    MAX(IF(m.status = 50, m.sent_s, NULL)) OVER earlier AS delivered_before_s,
    SUM(m.status = 30) OVER earlier AS unanswered_before
  FROM propose_failing p
  STRAIGHT_JOIN propose_messages m ON m.person_id = p.person_id
  WINDOW earlier AS (PARTITION BY m.person_id ORDER BY m.sent_s, m.message_id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) x
WHERE x.status > 40 AND x.status < 50 AND x.failure_class IN ({{classes}})
