-- Counts of campaigns that lie wholly inside the window. Grain: {{by}} key, currency. Index: cube_variants.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_variants c
WHERE {{campaigns}}
GROUP BY k1, k2, c.currency
