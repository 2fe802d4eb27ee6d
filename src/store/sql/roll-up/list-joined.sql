-- Messages that joined because an outcome, dose or flag moved: they are counted whole, carried ones from what the receipt
-- made of them. Grain: message.
INSERT IGNORE INTO tick_rest (message_id)
SELECT t.message_id
FROM tick_touched t
WHERE (t.why & 16) <> 0
