-- Messages of the campaign sent by then; what receipts and the clock said of them comes next. Grain: message.
-- Index: message_facts_by_campaign.
INSERT INTO experiment_messages (message_id, campaign_id, variant_id, person_id, sent_s, status, delivered_ms,
  delivered_s, clicks, cost_micro, currency)
SELECT f.message_id, f.campaign_id, f.variant_id, f.person_id, f.sent_s, 20, 0, 0, f.clicks, f.cost_micro, f.currency
FROM message_facts f
STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
WHERE f.campaign_id = :campaign
  AND f.sent_s <= :asOf
