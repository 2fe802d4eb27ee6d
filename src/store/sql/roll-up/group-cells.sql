-- tick_delta without slots and hours: the cubes without them start here. Grain: campaign, variant, segment, UTC day, currency.
INSERT INTO tick_cells (campaign_id, variant_id, segment_id, day, currency, {{measures}})
SELECT d.campaign_id, d.variant_id, d.segment_id, d.slot DIV 96, d.currency,
  {{sums d}}
FROM tick_delta d
GROUP BY d.campaign_id, d.variant_id, d.segment_id, d.slot DIV 96, d.currency
