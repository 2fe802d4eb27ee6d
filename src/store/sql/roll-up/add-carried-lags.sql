-- The same of messages that only got a receipt. Grain: campaign, variant, bucket.
INSERT INTO cube_times (campaign_id, variant_id, measure, bucket, n)
SELECT *
FROM (
  SELECT n.campaign_id, n.variant_id, 4 AS measure, {{bucket n.receipt_lag_s}} AS bucket, COUNT(*) AS n
  FROM tick_new n
  WHERE n.is_carried = 1
    AND n.receipt_lag_s >= 0
  GROUP BY n.campaign_id, n.variant_id, bucket
) x
ON DUPLICATE KEY UPDATE n = cube_times.n + x.n
