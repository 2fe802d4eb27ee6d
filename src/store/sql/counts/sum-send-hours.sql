-- Counts of campaigns that lie wholly inside the window, by hour. Grain: key, currency. Index: cube_send_hours.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_send_hours c
WHERE {{campaigns}}
GROUP BY k1, k2, c.currency
