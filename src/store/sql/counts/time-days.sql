-- Durations of whole UTC days of campaigns that the window cuts. Grain: key, measure, bucket.
-- Index: cube_day_times.PRIMARY.
SELECT {{by}}, c.measure, c.bucket, SUM(c.n) AS n
FROM cube_day_times c
WHERE {{campaigns}}
  AND c.day >= :from
  AND c.day < :to
  AND c.measure IN (1, 2)
GROUP BY k1, k2, c.measure, c.bucket
