-- Grain: quarter of an hour, segment, currency.
INSERT INTO cube_segment_slots (slot, segment_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.slot, d.segment_id, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.slot, d.segment_id, d.currency
  ORDER BY d.slot, d.segment_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_segment_slots}}
