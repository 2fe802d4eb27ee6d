-- Grain: stretch, operator. Messages with a final state, and those that failed by the fault of provider or network.
SELECT c.hour DIV :hours AS slot, COALESCE(o.carrier, '') AS carrier, SUM(c.messages) AS messages,
  SUM(IF(o.status > 40 AND o.failure_class IN (17, 18, 19), c.messages, 0)) AS faults
FROM cube_outcomes c
JOIN outcomes o ON o.id = c.outcome_id
WHERE o.status >= 30 AND o.status <> 45
GROUP BY c.hour DIV :hours, COALESCE(o.carrier, '')
