-- New messages of an id range. Grain: message. Index: messages.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT m.id, 1
FROM messages m
WHERE m.id BETWEEN :from AND :to
ON DUPLICATE KEY UPDATE why = tick_touched.why | 1
