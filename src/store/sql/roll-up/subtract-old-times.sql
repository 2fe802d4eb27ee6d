-- Durations of messages as they were, negative: 1 delivery, 2 first human click, 4 arrival of the receipt.
-- Grain: message and measure.
INSERT INTO tick_times (campaign_id, variant_id, segment_id, day, measure, seconds, n)
SELECT x.campaign_id, x.variant_id, x.segment_id, x.day, x.measure, x.seconds, SUM(-1)
FROM (
  SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 86400 AS day, m.measure,
    CASE m.measure
      WHEN 1 THEN f.delivered_s - f.sent_s
      WHEN 2 THEN f.first_human_s - f.delivered_s
      ELSE f.receipt_lag_s
    END AS seconds
  FROM tick_old f
  JOIN (SELECT 1 AS measure UNION ALL SELECT 2 UNION ALL SELECT 4) m
) x
WHERE x.seconds IS NOT NULL
GROUP BY x.campaign_id, x.variant_id, x.segment_id, x.day, x.measure, x.seconds
