-- The same of messages that only got a receipt. Grain: campaign, UTC hour, outcome.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT c.campaign_id, c.sent_s DIV 3600 AS hour, c.outcome_id, COUNT(*) AS messages
  FROM tick_carried c
  GROUP BY c.campaign_id, c.sent_s DIV 3600, c.outcome_id
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
