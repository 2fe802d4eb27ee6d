-- The same, starting from the messages: for a campaign or a window. Grain: message, currency.
SELECT {{keys}}, c.currency,
  SUM(c.is_primary) > 0 AS converting,
  SUM(c.is_primary) AS conversions,
  SUM(IF(c.is_primary = 1, c.value_micro, 0)) AS revenue_micro,
  NOT EXISTS (
    SELECT 1 FROM click_facts k WHERE k.message_id = m.id AND k.in_window = 1 AND k.verdict = 1
  ) AS silent
FROM raw_messages m
STRAIGHT_JOIN conversion_facts c ON c.message_id = m.id
WHERE {{where}}
  AND c.counted = 1
GROUP BY {{names}}, m.id, c.currency
