-- Touched messages that are counted whole: read again, or joined because an outcome, dose or flag moved. Grain: message.
INSERT INTO tick_rest (message_id)
SELECT t.message_id
FROM tick_touched t
LEFT JOIN tick_new n ON n.message_id = t.message_id AND n.is_carried = 1
WHERE n.message_id IS NULL
