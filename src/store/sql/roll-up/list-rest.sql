-- Touched messages that are counted whole, which are all but the carried ones. Grain: message.
INSERT INTO tick_rest (message_id)
SELECT t.message_id
FROM tick_touched t
LEFT JOIN tick_carried c ON c.message_id = t.message_id
WHERE c.message_id IS NULL
