-- Durations of campaigns that lie wholly inside the window: 1 delivery, 2 first human click.
-- Grain: key, measure, bucket. Index: cube_times.PRIMARY.
SELECT {{by}}, c.measure, c.bucket, SUM(c.n) AS n
FROM cube_times c
WHERE {{campaigns}}
  AND c.measure IN (1, 2)
GROUP BY k1, k2, c.measure, c.bucket
