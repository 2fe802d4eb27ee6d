-- Settled attempts of promotional campaigns by carrier and code. Left out: numbers known to be bad (permanent failures,
-- opt-outs), what was canceled, and what nobody answered. Grain: campaign, outcome. Index: cube_outcomes.PRIMARY.
SELECT o.campaign_id, u.carrier, IF(u.status = 50, '', u.code) AS code, u.status = 50 AS is_delivered,
  SUM(o.messages) AS messages
FROM campaigns a
STRAIGHT_JOIN cube_outcomes o ON o.campaign_id = a.id
STRAIGHT_JOIN outcomes u ON u.id = o.outcome_id
WHERE a.kind = 'promotional'
  AND o.hour >= :firstS DIV 3600
  AND o.hour < :matureS DIV 3600
  AND u.status IN (41, 42, 43, 44, 50)
  AND u.failure_class NOT IN (1, 2, 3, 5)
GROUP BY o.campaign_id, u.carrier, IF(u.status = 50, '', u.code), u.status = 50
