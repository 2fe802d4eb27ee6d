-- Facts whose dose changes, as they were; those of tick_rest are kept already. Grain: message.
INSERT IGNORE INTO tick_old
SELECT f.*
FROM tick_doses t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
LEFT JOIN tick_rest s ON s.message_id = t.message_id
WHERE s.message_id IS NULL
