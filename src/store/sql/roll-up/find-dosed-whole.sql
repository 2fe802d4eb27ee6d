-- Messages that were read again and have a dose, or had one. Grain: message.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT n.message_id
FROM tick_new n
LEFT JOIN tick_neighbours b ON b.message_id = n.message_id
LEFT JOIN tick_old o ON o.message_id = n.message_id
WHERE b.dose30 > 0 OR o.dose30 > 0
