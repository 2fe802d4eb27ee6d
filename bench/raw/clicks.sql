-- Clicked messages and their clicks, starting from the clicks. Verdicts are the stored ones of click_facts.
-- Grain: key, age of the first human click (null: none, not delivered, or not asked).
SELECT {{keys}},
  {{age}} AS age,
  SUM(x.human > 0) AS clicking,
  COUNT(*) AS raw_clicking,
  SUM(x.hits) AS hits,
  SUM(x.human) AS human,
  SUM(x.suspected) AS suspected,
  SUM(x.bot) AS bot
FROM (
  SELECT k.message_id,
    COUNT(*) AS hits,
    SUM(k.verdict = 1) AS human,
    SUM(k.verdict = 2) AS suspected,
    SUM(k.verdict IN (3, 4)) AS bot,
    MIN(IF(k.verdict = 1, k.clicked_ms DIV 1000, NULL)) AS first_human_s
  FROM click_facts k
  WHERE k.in_window = 1
  GROUP BY k.message_id
) x
STRAIGHT_JOIN raw_messages m ON m.id = x.message_id
WHERE {{where}}
GROUP BY {{names}}, age
