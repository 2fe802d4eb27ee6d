-- Grain: key of verify_cells. Scans message_facts once, for every cube of messages.
INSERT INTO verify_cells (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{fact-measures}})
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900 AS slot, f.send_hour, f.currency,
  {{plus-facts}}
FROM message_facts f
GROUP BY f.campaign_id, f.variant_id, f.segment_id, slot, f.send_hour, f.currency
