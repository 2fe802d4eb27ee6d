-- Answered messages of two windows by carrier, in whole hours of sending. `block`: 1 = the window, 0 = the one before.
-- Grain: block, carrier. Index: campaign_spans all, cube_outcomes.PRIMARY, outcomes.PRIMARY.
SELECT x.block, o.carrier,
  SUM(x.messages) AS messages,
  SUM(IF(o.status = 50, x.messages, 0)) AS delivered
FROM (
  SELECT c.hour >= :middle AS block, c.outcome_id, SUM(c.messages) AS messages
  FROM campaign_spans p
  STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
  STRAIGHT_JOIN cube_outcomes c ON c.campaign_id = p.campaign_id AND c.hour >= :first AND c.hour < :last
  WHERE p.last_s >= :first * 3600 AND p.first_s < :last * 3600 AND c.outcome_id <> 0{{where}}
  GROUP BY block, c.outcome_id
) x
JOIN outcomes o ON o.id = x.outcome_id
WHERE o.carrier <> '' AND o.status BETWEEN 30 AND 50 AND o.status <> 45
GROUP BY x.block, o.carrier
ORDER BY o.carrier
