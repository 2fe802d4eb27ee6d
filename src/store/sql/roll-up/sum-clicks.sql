-- Clicks of each clicked message. Grain: message. Index: click_facts_by_message.
INSERT INTO tick_click_sums
  (message_id, clicks, hits, human_clicks, suspected_clicks, bot_clicks, first_human_s)
SELECT k.message_id,
  COUNT(*),
  SUM(k.in_window),
  SUM(k.in_window AND k.verdict = 1),
  SUM(k.in_window AND k.verdict = 2),
  SUM(k.in_window AND k.verdict IN (3, 4)),
  MIN(IF(k.in_window AND k.verdict = 1, k.clicked_ms DIV 1000, NULL))
FROM tick_clicked t
STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
GROUP BY k.message_id
