-- Conversion minus its click, or the sending when cited (measure 3), counted ones of the primary kind, new and old.
-- Grain: campaign, bucket.
INSERT INTO cube_times (campaign_id, measure, bucket, n)
SELECT *
FROM (
  SELECT c.campaign_id, 3 AS measure, {{bucket c.lag_s}} AS bucket, SUM(c.conversions) AS n
  FROM tick_conversion_delta c
  WHERE c.is_primary = 1
  GROUP BY c.campaign_id, bucket
) x
ON DUPLICATE KEY UPDATE n = cube_times.n + x.n
