-- Recorded cost of messages that their provider does not bill, by what is set for it. What the provider told as the
-- price of a message stands. Grain: campaign, variant, segment, currency.
-- Index: message_facts_by_campaign, messages.PRIMARY, message_bills.PRIMARY.
SELECT a.campaign_id, COALESCE(v.variant_id, '') AS variant_id, s.segment_id, x.provider, x.currency, x.messages, x.cost_micro
FROM (
  SELECT f.campaign_id AS campaign, f.variant_id AS variant, f.segment_id AS segment, m.provider, f.currency,
    COUNT(*) AS messages,
    SUM(f.cost_micro) AS cost_micro
  FROM campaign_spans p
  STRAIGHT_JOIN campaigns a ON a.id = p.campaign_id
  STRAIGHT_JOIN message_facts f ON f.campaign_id = p.campaign_id AND f.sent_s >= :from AND f.sent_s < :to
  STRAIGHT_JOIN messages m ON m.id = f.message_id
  LEFT JOIN message_bills b ON b.message_id = f.message_id
  WHERE p.last_s >= :from AND p.first_s < :to AND f.cost_micro <> 0 AND b.price IS NULL AND ({{unbilled}}){{where}}
  GROUP BY f.campaign_id, f.variant_id, f.segment_id, m.provider, f.currency
) x
JOIN campaigns a ON a.id = x.campaign
LEFT JOIN variants v ON v.id = x.variant
LEFT JOIN segments s ON s.id = x.segment
