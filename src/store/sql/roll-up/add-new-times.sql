-- Durations of messages as they are: 1 delivery, 2 first human click.
-- Grain: campaign, segment, UTC day, measure, bucket.
INSERT INTO tick_times (campaign_id, segment_id, day, measure, bucket, n)
SELECT x.campaign_id, x.segment_id, x.day, x.measure, {{bucket x.seconds}} AS bucket, COUNT(*)
FROM (
  SELECT f.campaign_id, f.segment_id, f.sent_s DIV 86400 AS day, m.measure,
    IF(m.measure = 1, f.delivered_s, f.first_human_s) - IF(m.measure = 1, f.sent_s, f.delivered_s) AS seconds
  FROM tick_rest t
  STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
  JOIN (SELECT 1 AS measure UNION ALL SELECT 2) m
  WHERE f.delivered_s > 0
    AND (m.measure = 1 OR f.first_human_s > 0)
) x
GROUP BY x.campaign_id, x.segment_id, x.day, x.measure, bucket
