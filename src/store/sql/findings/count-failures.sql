-- Settled attempts of promotional campaigns by carrier and code. Left out: numbers known to be bad (permanent failures,
-- opt-outs), what was canceled, and what nobody answered. Added up by number first: names would be compared a row.
-- Grain: campaign, outcome. Index: cube_outcomes.PRIMARY.
SELECT q.campaign_id, u.carrier, IF(u.status = 50, '', u.code) AS code, u.status = 50 AS is_delivered,
  SUM(q.messages) AS messages
FROM (
  SELECT o.campaign_id, o.outcome_id, SUM(o.messages) AS messages
  FROM campaigns a
  STRAIGHT_JOIN cube_outcomes o ON o.campaign_id = a.id
  WHERE a.kind = 'promotional'
    AND o.hour >= :firstS DIV 3600
    AND o.hour < :matureS DIV 3600
  GROUP BY o.campaign_id, o.outcome_id
) q
STRAIGHT_JOIN outcomes u ON u.id = q.outcome_id
WHERE u.status IN (41, 42, 43, 44, 50)
  AND u.failure_class NOT IN (1, 2, 3, 5)
GROUP BY q.campaign_id, u.carrier, IF(u.status = 50, '', u.code), u.status = 50
