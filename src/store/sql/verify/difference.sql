-- Where a cube differs from the facts: right minus stored. Grain: key of the cube; no row = all is right.
SELECT {{keys}}, {{summed}}
FROM (
  {{right}}
  UNION ALL
  SELECT {{keys}}, {{stored-negative}}
  FROM {{cube}}
) d
GROUP BY {{keys}}
HAVING {{is-different}}
