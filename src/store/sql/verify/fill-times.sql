-- Durations that messages know: 1 delivery, 2 first human click, 4 arrival of the receipt. Grain: key of verify_times.
INSERT INTO verify_times (campaign_id, segment_id, day, measure, bucket, n)
SELECT x.campaign_id, x.segment_id, x.day, x.measure, {{bucket x.seconds}} AS bucket, COUNT(*)
FROM (
  SELECT f.campaign_id, f.segment_id, f.sent_s DIV 86400 AS day, m.measure,
    CASE m.measure
      WHEN 1 THEN IF(f.delivered_s > 0, f.delivered_s - f.sent_s, NULL)
      WHEN 2 THEN IF(f.delivered_s > 0 AND f.first_human_s > 0, f.first_human_s - f.delivered_s, NULL)
      ELSE IF(f.receipt_lag_s >= 0, f.receipt_lag_s, NULL)
    END AS seconds
  FROM message_facts f
  JOIN (SELECT 1 AS measure UNION ALL SELECT 2 UNION ALL SELECT 4) m
) x
WHERE x.seconds IS NOT NULL
GROUP BY x.campaign_id, x.segment_id, x.day, x.measure, bucket
