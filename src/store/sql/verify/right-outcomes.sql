-- Grain: key of cube_outcomes.
SELECT f.campaign_id, f.sent_s DIV 3600 AS hour, f.outcome_id, COUNT(*) AS messages
  FROM message_facts f
  GROUP BY f.campaign_id, f.sent_s DIV 3600, f.outcome_id
