-- Durations of everything there is. Grain: key, measure, bucket. Index: cube_segment_times.PRIMARY.
SELECT {{by}}, c.measure, c.bucket, SUM(c.n) AS n
FROM cube_segment_times c
WHERE c.measure IN (1, 2){{segments}}
GROUP BY k1, k2, c.measure, c.bucket
