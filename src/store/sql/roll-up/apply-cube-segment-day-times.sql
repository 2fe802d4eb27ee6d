-- Grain: UTC day, segment, measure, bucket.
INSERT INTO cube_segment_day_times (day, segment_id, measure, bucket, n)
SELECT *
FROM (
  SELECT t.day, t.segment_id, t.measure,
    t.bucket,
    SUM(t.n) AS n
  FROM tick_times t
  GROUP BY t.day, t.segment_id, t.measure, t.bucket
  HAVING SUM(t.n) <> 0
  ORDER BY t.day, t.segment_id, t.measure, t.bucket
) x
ON DUPLICATE KEY UPDATE n = cube_segment_day_times.n + x.n
