-- Grain: campaign, UTC day, currency.
INSERT INTO cube_campaign_days (campaign_id, day, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.day, d.currency,
    {{sums d}}
  FROM tick_cells d
  GROUP BY d.campaign_id, d.day, d.currency
  ORDER BY d.campaign_id, d.day, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_campaign_days}}
