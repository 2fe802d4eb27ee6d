-- The same, starting from the messages: for a campaign or a window. Grain: message.
SELECT {{keys}},
  MIN(IF(k.verdict = 1, k.clicked_ms DIV 1000, NULL)) - TIMESTAMPDIFF(SECOND, '1970-01-01', m.delivered_at) AS age,
  SUM(k.verdict = 1) > 0 AS clicking,
  1 AS raw_clicking,
  COUNT(*) AS hits,
  SUM(k.verdict = 1) AS human,
  SUM(k.verdict = 2) AS suspected,
  SUM(k.verdict IN (3, 4)) AS bot
FROM raw_messages m
STRAIGHT_JOIN click_facts k ON k.message_id = m.id
WHERE {{where}}
  AND k.in_window = 1
GROUP BY {{names}}, m.id, m.delivered_at
