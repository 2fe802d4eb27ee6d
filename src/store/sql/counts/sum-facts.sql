-- Counts straight from message facts: where a window cuts a quarter of an hour, or asks for a key no cube has.
-- Grain: key, currency. Index: message_facts_by_campaign.
SELECT {{by}}, f.currency,
  {{plus-facts-named}}
FROM message_facts f
WHERE {{campaigns}}
  AND f.sent_s >= :from
  AND f.sent_s < :to{{segments}}
GROUP BY k1, k2, f.currency
