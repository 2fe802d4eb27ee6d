-- See mark-clicked: messages that had clicks. Grain: message.
INSERT IGNORE INTO tick_clicked (message_id)
SELECT o.message_id
FROM tick_old o
WHERE o.clicks > 0
