-- Delivery times of messages that only got a receipt, as they were, negative: of those that were delivered before.
-- Grain: campaign, segment, UTC day, measure, bucket.
INSERT INTO tick_times (campaign_id, segment_id, day, measure, bucket, n)
SELECT x.campaign_id, x.segment_id, x.day, 1, {{bucket x.seconds}} AS bucket, -COUNT(*)
FROM (
  SELECT c.campaign_id, c.segment_id, c.sent_s DIV 86400 AS day, c.old_delivered_s - c.sent_s AS seconds
  FROM tick_carried c
  WHERE c.old_delivered_s > 0
) x
GROUP BY x.campaign_id, x.segment_id, x.day, bucket
