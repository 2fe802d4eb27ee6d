-- Counts of everything there is, by segment. Grain: key, currency. Index: cube_segments.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_segments c
WHERE 1 = 1{{segments}}
GROUP BY k1, k2, c.currency
