-- The same of messages that only got a receipt, as it was, negative. Most had none. Grain: campaign, bucket.
INSERT INTO cube_times (campaign_id, measure, bucket, n)
SELECT *
FROM (
  SELECT c.campaign_id, 4 AS measure, {{bucket c.old_receipt_lag_s}} AS bucket, -COUNT(*) AS n
  FROM tick_carried c
  WHERE c.old_receipt_lag_s >= 0
  GROUP BY c.campaign_id, bucket
) x
ON DUPLICATE KEY UPDATE n = cube_times.n + x.n
