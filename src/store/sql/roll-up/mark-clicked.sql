-- Touched messages whose clicks are to be judged: those with a fresh click, and those with old clicks, because
-- a receipt or a correction may turn a verdict. Grain: message.
INSERT IGNORE INTO tick_clicked (message_id)
SELECT t.message_id
FROM tick_touched t
WHERE (t.why & 12) <> 0
