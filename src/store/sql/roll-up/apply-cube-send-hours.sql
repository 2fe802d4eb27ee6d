-- Grain: campaign, recipient-local hour of the week, currency.
INSERT INTO cube_send_hours (campaign_id, send_hour, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.send_hour, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.campaign_id, d.send_hour, d.currency
  ORDER BY d.campaign_id, d.send_hour, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_send_hours}}
