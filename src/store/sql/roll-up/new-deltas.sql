-- New messages without any event: nothing but NEW_MEASURES, in their order, can be other than 0. Grain: key of tick_delta.
-- Index: message_facts.PRIMARY.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{new-measures}})
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency,
  COUNT(*),
  SUM(f.status < 30),
  SUM(f.status = 30),
  SUM(f.parts),
  SUM(f.cost_micro)
FROM message_facts f
