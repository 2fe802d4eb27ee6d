-- Messages with a new receipt in an id range; 32 = more than one. Grain: message. Index: receipts.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT r.message_id, 2
FROM receipts r
WHERE r.id BETWEEN :from AND :to
ON DUPLICATE KEY UPDATE why = tick_touched.why | IF(tick_touched.why & 2, 34, 2)
