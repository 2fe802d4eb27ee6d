-- Revenue that belongs to sum-facts: of the primary kind, in its own currency. Grain: key, currency.
-- Index: message_facts_by_campaign, conversion_facts_by_message.
SELECT {{by}}, k.currency, SUM(k.value_micro) AS revenue_micro
FROM message_facts f
STRAIGHT_JOIN conversion_facts k ON k.message_id = f.message_id
WHERE {{campaigns}}
  AND f.sent_s >= :from
  AND f.sent_s < :to
  AND f.conversions > 0
  AND k.is_primary = 1{{segments}}
GROUP BY k1, k2, k.currency
