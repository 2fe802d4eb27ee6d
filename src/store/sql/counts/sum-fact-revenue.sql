-- Revenue that belongs to sum-facts: of the primary kind, in its own currency. Grain: keys, currency.
-- Index: message_facts_by_campaign, conversion_facts_by_message.
SELECT {{keys}}, k.currency AS label, CONCAT('B', CAST(SUM(0e0 + k.value_micro) AS SIGNED)) AS value
FROM message_facts f
STRAIGHT_JOIN conversion_facts k ON k.message_id = f.message_id
WHERE {{where}}
  AND f.conversions > 0
  AND k.is_primary = 1
GROUP BY k1, k2, k3, k.currency
