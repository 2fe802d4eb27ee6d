-- Grain: campaign, operator. Messages with a final state.
SELECT c.campaign_id, COALESCE(o.carrier, '') AS carrier, SUM(c.messages) AS messages,
  MIN(c.hour) * 3600 AS from_s, MAX(c.hour) * 3600 + 3600 AS to_s
FROM cube_outcomes c
JOIN outcomes o ON o.id = c.outcome_id
WHERE o.status >= 30 AND o.status <> 45
GROUP BY c.campaign_id, COALESCE(o.carrier, '')
