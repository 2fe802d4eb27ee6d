-- New minus old of messages whose place did not change: those only a receipt touched. What cannot change is left out.
-- Grain: key of tick_delta.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{carried-measures}})
SELECT c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 900, c.send_hour, c.currency,
  {{carried-changes}}
FROM tick_carried c
LEFT JOIN tick_neighbours b ON b.message_id = c.message_id
GROUP BY c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 900, c.send_hour, c.currency
