-- New messages without any event have no carrier and no code: they are counted from tick_delta while it holds
-- nothing else. Grain: campaign, UTC hour, outcome.
INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
SELECT *
FROM (
  SELECT d.campaign_id, d.slot DIV 4 AS hour, IF(n.is_unknown = 1, :noReceiptOutcome, 0) AS outcome_id,
    SUM(IF(n.is_unknown = 1, d.unknown, d.in_process)) AS messages
  FROM tick_delta d
  JOIN (SELECT 0 AS is_unknown UNION ALL SELECT 1) n
  GROUP BY d.campaign_id, d.slot DIV 4, IF(n.is_unknown = 1, :noReceiptOutcome, 0)
  HAVING SUM(IF(n.is_unknown = 1, d.unknown, d.in_process)) <> 0
) x
ON DUPLICATE KEY UPDATE messages = cube_outcomes.messages + x.messages
