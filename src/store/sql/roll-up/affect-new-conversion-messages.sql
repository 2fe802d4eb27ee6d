-- Messages that win or keep a conversion. Grain: message.
INSERT IGNORE INTO tick_affected (message_id)
SELECT k.message_id
FROM tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
WHERE k.message_id IS NOT NULL
