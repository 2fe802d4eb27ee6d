-- Grain: campaign, UTC day, variant, segment, kind, currency.
INSERT INTO cube_conversions (campaign_id, day, variant_id, segment_id, kind, currency, conversions, revenue_micro)
SELECT *
FROM (
  SELECT c.campaign_id, c.sent_s DIV 86400 AS day, c.variant_id, c.segment_id, c.kind, c.currency,
    SUM(c.conversions) AS conversions,
    SUM(c.revenue_micro) AS revenue_micro
  FROM tick_conversion_delta c
  GROUP BY c.campaign_id, c.sent_s DIV 86400, c.variant_id, c.segment_id, c.kind, c.currency
) x
ON DUPLICATE KEY UPDATE
  conversions = cube_conversions.conversions + x.conversions,
  revenue_micro = cube_conversions.revenue_micro + x.revenue_micro
