-- Grain: campaign, half an hour, currency.
INSERT INTO cube_campaign_half_hours (campaign_id, half_hour, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.slot DIV 2 AS half_hour, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.campaign_id, d.slot DIV 2, d.currency
  ORDER BY d.campaign_id, d.slot DIV 2, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_campaign_half_hours}}
