-- Messages with counted conversions, starting from these; attribution is the stored one of conversion_facts.
-- `silent` = read without a human click. Grain: key, currency.
SELECT {{keys}}, x.currency,
  SUM(x.conversions > 0) AS converting,
  SUM(x.conversions) AS conversions,
  SUM(x.revenue_micro) AS revenue_micro,
  SUM(NOT EXISTS (
    SELECT 1 FROM click_facts k WHERE k.message_id = x.message_id AND k.in_window = 1 AND k.verdict = 1
  )) AS silent
FROM (
  SELECT c.message_id, c.currency,
    SUM(c.is_primary) AS conversions,
    SUM(IF(c.is_primary = 1, c.value_micro, 0)) AS revenue_micro
  FROM conversion_facts c
  WHERE c.counted = 1
  GROUP BY c.message_id, c.currency
) x
STRAIGHT_JOIN raw_messages m ON m.id = x.message_id
WHERE {{where}}
GROUP BY {{names}}, x.currency
