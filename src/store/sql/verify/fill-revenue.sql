-- Revenue stands in the row of its own currency. Grain: key of verify_cells.
INSERT INTO verify_cells (campaign_id, variant_id, segment_id, slot, send_hour, currency, revenue_micro)
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900 AS slot, f.send_hour, k.currency, SUM(k.value_micro)
FROM conversion_facts k
JOIN message_facts f ON f.message_id = k.message_id
WHERE k.is_primary = 1
GROUP BY f.campaign_id, f.variant_id, f.segment_id, slot, f.send_hour, k.currency
