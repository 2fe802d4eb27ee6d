-- The same by or of a segment. Grain: key, currency. Index: cube_cells.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_cells c
WHERE {{campaigns}}{{segments}}
GROUP BY k1, k2, c.currency
