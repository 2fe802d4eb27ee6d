-- Grain: UTC hour, segment, currency.
INSERT INTO cube_segment_hours (hour, segment_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.slot DIV 4 AS hour, d.segment_id, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.slot DIV 4, d.segment_id, d.currency
  ORDER BY d.slot DIV 4, d.segment_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_segment_hours}}
