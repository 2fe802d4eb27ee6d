-- New state of every message of tick_rest. Grain: key of tick_delta. Index: message_facts.PRIMARY.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{fact-measures}})
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency,
  {{plus-facts}}
FROM tick_rest t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
GROUP BY f.campaign_id, f.variant_id, f.segment_id, f.sent_s DIV 900, f.send_hour, f.currency
