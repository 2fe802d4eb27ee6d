-- Durations of whole UTC days, all campaigns. Grain: key, measure, bucket. Index: cube_segment_day_times.PRIMARY.
SELECT {{by}}, c.measure, c.bucket, SUM(c.n) AS n
FROM cube_segment_day_times c
WHERE c.day >= :from
  AND c.day < :to
  AND c.measure IN (1, 2){{segments}}
GROUP BY k1, k2, c.measure, c.bucket
