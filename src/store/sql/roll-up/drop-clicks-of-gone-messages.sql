-- Verdicts on clicks of messages that were erased from the source. Index: click_facts_by_message.
DELETE k
FROM tick_clicked t
JOIN click_facts k ON k.message_id = t.message_id
LEFT JOIN messages m ON m.id = t.message_id
WHERE m.id IS NULL
