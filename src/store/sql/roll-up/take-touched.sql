-- Messages somebody asked to count again. Their rows are locked first: a correction that is not committed yet is
-- waited for, one that comes later waits for us. Grain: message.
INSERT INTO tick_touched (message_id, why)
SELECT r.message_id, 8
FROM rollup_touched r
ORDER BY r.message_id
LIMIT :limit
FOR UPDATE
