-- Grain: campaign, measure, bucket.
INSERT INTO cube_times (campaign_id, measure, bucket, n)
SELECT *
FROM (
  SELECT t.campaign_id, t.measure,
    t.bucket,
    SUM(t.n) AS n
  FROM tick_times t
  GROUP BY t.campaign_id, t.measure, t.bucket
  HAVING SUM(t.n) <> 0
  ORDER BY t.campaign_id, t.measure, t.bucket
) x
ON DUPLICATE KEY UPDATE n = cube_times.n + x.n
