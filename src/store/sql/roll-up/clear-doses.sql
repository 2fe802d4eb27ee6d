-- Touched messages that count in no dose any more have none themselves. Grain: message.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT o.message_id
FROM tick_old o
STRAIGHT_JOIN tick_new n ON n.message_id = o.message_id
WHERE o.dose30 > 0
