-- Verdicts as they were. Grain: click. Index: click_facts_by_message.
INSERT INTO tick_old_clicks
SELECT k.*
FROM tick_clicked t
STRAIGHT_JOIN click_facts k ON k.message_id = t.message_id
WHERE k.verdict <> 0
