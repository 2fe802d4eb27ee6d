-- Counts straight from message facts: where a window cuts a quarter of an hour, or asks for a key no cube has.
-- Grain: keys, currency. Index: message_facts_by_campaign.
SELECT {{keys}}, f.currency AS label, {{fact-sums}} AS value
FROM message_facts f
WHERE {{where}}
GROUP BY k1, k2, k3, f.currency
