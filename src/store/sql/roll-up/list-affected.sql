-- ... and those kept because an outcome, dose or flag moved. Grain: message.
INSERT IGNORE INTO tick_all (message_id)
SELECT o.message_id
FROM tick_old o
