-- Messages by carrier and code as they are. Grain: campaign, UTC hour, outcome. Index: message_facts.PRIMARY.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT f.campaign_id, f.sent_s DIV 3600 AS hour, f.outcome_id, COUNT(*) AS messages
  FROM tick_rest t
  STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
  GROUP BY f.campaign_id, f.sent_s DIV 3600, f.outcome_id
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
