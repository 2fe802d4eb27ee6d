-- Every message whose fact may differ: the touched ones. Grain: message.
INSERT INTO tick_all (message_id)
SELECT t.message_id
FROM tick_touched t
