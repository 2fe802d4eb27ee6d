-- Revenue of the primary kind goes to the row of its own currency. Grain: key of tick_delta.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, revenue_micro)
SELECT c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 900, c.send_hour, c.currency, SUM(c.revenue_micro)
FROM tick_conversion_delta c
WHERE c.is_primary = 1
GROUP BY c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 900, c.send_hour, c.currency
