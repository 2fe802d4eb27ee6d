-- Messages that were not touched, or carried, but are counted anew, because tick_old holds them. Grain: message.
INSERT INTO tick_touched (message_id, why)
SELECT t.message_id, 16
FROM tick_doses t
ON DUPLICATE KEY UPDATE why = tick_touched.why | 16
