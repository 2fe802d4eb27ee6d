-- Grain: segment, currency.
INSERT INTO cube_segments (segment_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.segment_id, d.currency,
    {{sums d}}
  FROM tick_cells d
  GROUP BY d.segment_id, d.currency
  ORDER BY d.segment_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_segments}}
