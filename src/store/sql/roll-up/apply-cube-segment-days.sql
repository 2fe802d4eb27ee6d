-- Grain: UTC day, segment, currency.
INSERT INTO cube_segment_days (day, segment_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.day, d.segment_id, d.currency,
    {{sums d}}
  FROM tick_cells d
  GROUP BY d.day, d.segment_id, d.currency
  ORDER BY d.day, d.segment_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_segment_days}}
