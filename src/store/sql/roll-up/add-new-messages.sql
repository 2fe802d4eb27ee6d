-- New messages without any event: nothing but these measures can be other than 0. Grain: key of tick_delta.
-- Index: message_facts.PRIMARY.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, attempted, in_process, unknown,
  parts, cost_micro)
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency,
  COUNT(*),
  SUM(f.status < 30),
  SUM(f.status = 30),
  SUM(f.parts),
  SUM(f.cost_micro)
FROM message_facts f
LEFT JOIN tick_touched t ON t.message_id = f.message_id
LEFT JOIN tick_known k ON k.message_id = f.message_id
WHERE f.message_id BETWEEN :from AND :to
  AND t.message_id IS NULL
  AND k.message_id IS NULL
GROUP BY f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency
