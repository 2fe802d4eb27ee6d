-- Durations of counted conversions of the primary kind (measure 3). Grain: key of verify_times.
INSERT INTO verify_times (campaign_id, segment_id, day, measure, bucket, n)
SELECT x.campaign_id, x.segment_id, x.day, 3, {{bucket x.seconds}} AS bucket, COUNT(*)
FROM (
  SELECT f.campaign_id, f.segment_id, f.sent_s DIV 86400 AS day, k.lag_s AS seconds
  FROM conversion_facts k
  JOIN message_facts f ON f.message_id = k.message_id
  WHERE k.is_primary = 1
) x
GROUP BY x.campaign_id, x.segment_id, x.day, bucket
