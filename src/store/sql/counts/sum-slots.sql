-- Counts of quarters of an hour. Grain: key, currency. Index: cube_slots.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_slots c
WHERE {{campaigns}}
  AND c.slot >= :from
  AND c.slot < :to
GROUP BY k1, k2, c.currency
