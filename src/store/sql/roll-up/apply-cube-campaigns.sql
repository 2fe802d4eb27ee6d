-- Grain: campaign, currency.
INSERT INTO cube_campaigns (campaign_id, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.currency,
    {{sums d}}
  FROM tick_cells d
  GROUP BY d.campaign_id, d.currency
  ORDER BY d.campaign_id, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_campaigns}}
