-- What the messages to each arm cost, by currency. Grain: arm and currency.
-- Index: message_facts_by_campaign.
SELECT e.variant_id, f.currency, SUM(f.cost_micro) AS micro
FROM {{messages}} f
STRAIGHT_JOIN experiment_persons e ON e.person_id = f.person_id
WHERE f.campaign_id = :campaign
  AND f.sent_s <= :asOf
  AND f.sent_s < e.start_s + :window
  AND f.currency <> ''
  AND e.variant_id <> 0
  AND e.counted = 1
GROUP BY e.variant_id, f.currency
ORDER BY e.variant_id, f.currency
