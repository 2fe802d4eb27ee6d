-- Grain: campaign, variant, currency.
INSERT INTO cube_variants (campaign_id, variant_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.variant_id, d.currency,
    {{sums d}}
  FROM tick_cells d
  GROUP BY d.campaign_id, d.variant_id, d.currency
  ORDER BY d.campaign_id, d.variant_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_variants}}
