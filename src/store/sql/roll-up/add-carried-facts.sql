-- New minus old of messages whose place did not change: those only a receipt touched. What cannot change is left out.
-- Grain: key of tick_delta. Index: message_facts.PRIMARY.
INSERT INTO tick_delta (campaign_id, variant_id, segment_id, slot, send_hour, currency, {{state-measures}})
SELECT o.campaign_id, o.variant_id, o.segment_id, o.sent_s DIV 900, o.send_hour, o.currency,
  {{state-changes}}
FROM tick_new n
STRAIGHT_JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN message_facts f ON f.message_id = n.message_id
WHERE n.is_carried = 1
GROUP BY o.campaign_id, o.variant_id, o.segment_id, o.sent_s DIV 900, o.send_hour, o.currency
