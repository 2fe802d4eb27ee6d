-- Messages by carrier and code as they were, taken off. Grain: campaign, UTC hour, outcome.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT o.campaign_id, o.sent_s DIV 3600 AS hour, o.outcome_id, -COUNT(*) AS messages
  FROM tick_old o
  GROUP BY o.campaign_id, o.sent_s DIV 3600, o.outcome_id
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
