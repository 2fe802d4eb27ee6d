-- Counts of quarters of an hour of all campaigns. Grain: key, currency. Index: cube_segment_slots.PRIMARY.
SELECT {{by}}, c.currency,
  {{sums c}}
FROM cube_segment_slots c
WHERE c.slot >= :from
  AND c.slot < :to{{segments}}
GROUP BY k1, k2, c.currency
