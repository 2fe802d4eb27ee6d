-- Arrival of the deciding receipt after its provider time (measure 4), as it was, negative.
-- Grain: campaign, bucket.
INSERT INTO cube_times (campaign_id, measure, bucket, n)
SELECT *
FROM (
  SELECT f.campaign_id, 4 AS measure, {{bucket f.receipt_lag_s}} AS bucket, -COUNT(*) AS n
  FROM tick_old f
  WHERE f.receipt_lag_s >= 0
  GROUP BY f.campaign_id, bucket
) x
ON DUPLICATE KEY UPDATE n = cube_times.n + x.n
