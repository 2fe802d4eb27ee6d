-- The same of messages that only got a receipt. Grain: campaign, UTC hour, outcome.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT n.campaign_id, n.sent_s DIV 3600 AS hour, n.outcome_id, COUNT(*) AS messages
  FROM tick_new n
  WHERE n.is_carried = 1
  GROUP BY n.campaign_id, n.sent_s DIV 3600, n.outcome_id
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
