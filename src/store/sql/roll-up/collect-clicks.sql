-- Messages with a new click in an id range. Grain: message. Index: clicks.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT c.message_id, 4
FROM clicks c
WHERE c.id BETWEEN :from AND :to
ON DUPLICATE KEY UPDATE why = tick_touched.why | 4
