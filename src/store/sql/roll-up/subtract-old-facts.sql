-- Old state of every message of tick_rest, negative: of a carried one that joined, the state its receipt left. Grain: key of tick_delta.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{fact-measures}})
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency,
  {{minus-facts}}
FROM tick_rest t
STRAIGHT_JOIN tick_old f ON f.message_id = t.message_id
GROUP BY f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency
