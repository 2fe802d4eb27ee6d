-- Grain: campaign, quarter of an hour, variant, recipient-local hour, currency.
INSERT INTO cube_slots (campaign_id, slot, variant_id, send_hour, currency, {{measures}})
SELECT *
FROM (
  SELECT d.campaign_id, d.slot, d.variant_id, d.send_hour, d.currency,
    {{sums d}}
  FROM tick_delta d
  GROUP BY d.campaign_id, d.slot, d.variant_id, d.send_hour, d.currency
  ORDER BY d.campaign_id, d.slot, d.variant_id, d.send_hour, d.currency
) x
ON DUPLICATE KEY UPDATE
  {{adds cube_slots}}
