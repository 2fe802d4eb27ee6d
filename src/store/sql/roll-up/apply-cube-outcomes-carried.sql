-- The same of messages that only got a receipt, new minus old. Grain: campaign, UTC hour, outcome.
-- Counted by both outcomes first: pairs are few.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT y.campaign_id, y.hour, IF(s.sign = 1, y.outcome_id, y.old_outcome_id) AS outcome,
    SUM(s.sign * y.messages) AS messages
  FROM (
    SELECT c.campaign_id, c.sent_s DIV 3600 AS hour, c.outcome_id, c.old_outcome_id, COUNT(*) AS messages
    FROM tick_carried c
    GROUP BY c.campaign_id, c.sent_s DIV 3600, c.outcome_id, c.old_outcome_id
  ) y
  JOIN (SELECT 1 AS sign UNION ALL SELECT -1) s
  GROUP BY y.campaign_id, y.hour, outcome
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
