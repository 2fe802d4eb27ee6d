-- Grain: quarter of a UTC day, segment, currency.
INSERT INTO cube_segment_quarter_days (quarter_day, segment_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.slot DIV 24 AS quarter_day, d.segment_id, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.slot DIV 24, d.segment_id, d.currency
  ORDER BY d.slot DIV 24, d.segment_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_segment_quarter_days}}
