-- Counts of whole UTC days of campaigns that the window cuts. Grain: key, currency. Index: cube_days.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_days c
WHERE {{campaigns}}
  AND c.day >= :from
  AND c.day < :to{{segments}}
GROUP BY k1, k2, c.currency
