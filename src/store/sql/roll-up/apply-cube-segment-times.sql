-- Grain: segment, measure, bucket.
INSERT INTO cube_segment_times (segment_id, measure, bucket, n)
SELECT *
FROM (
  SELECT t.segment_id, t.measure,
    t.bucket,
    SUM(t.n) AS n
  FROM tick_times t
  GROUP BY t.segment_id, t.measure, t.bucket
  HAVING SUM(t.n) <> 0
  ORDER BY t.segment_id, t.measure, t.bucket
) x
ON DUPLICATE KEY UPDATE n = cube_segment_times.n + x.n
