-- Messages that were read again and had a dose. Grain: message.
INSERT IGNORE INTO tick_dosed (message_id)
SELECT o.message_id
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
WHERE (t.why & 12) <> 0
  AND o.dose30 > 0
