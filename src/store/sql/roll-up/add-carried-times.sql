-- Delivery times of messages that only got a receipt; they have no clicks.
-- Grain: campaign, variant, segment, UTC day, measure, bucket.
INSERT INTO tick_times (campaign_id, variant_id, segment_id, day, measure, bucket, n)
SELECT x.campaign_id, x.variant_id, x.segment_id, x.day, 1, {{bucket x.seconds}} AS bucket, COUNT(*)
FROM (
  SELECT n.campaign_id, n.variant_id, n.segment_id, n.sent_s DIV 86400 AS day,
    n.delivered_ms DIV 1000 - n.sent_s AS seconds
  FROM tick_new n
  WHERE n.is_carried = 1
    AND n.delivered_ms IS NOT NULL
) x
GROUP BY x.campaign_id, x.variant_id, x.segment_id, x.day, bucket
