-- Messages that lose or keep a conversion. Grain: message.
INSERT IGNORE INTO tick_affected (message_id)
SELECT c.message_id
FROM tick_old_conversions c
WHERE c.message_id IS NOT NULL
