-- Messages with a new receipt in an id range; 32 = more than one. Grain: message. Index: receipts.PRIMARY.
INSERT INTO tick_touched (message_id, why, receipt_id)
SELECT r.message_id, 2, r.id
FROM receipts r
WHERE r.id BETWEEN :from AND :to
ON DUPLICATE KEY UPDATE receipt_id = COALESCE(tick_touched.receipt_id, r.id),
  why = tick_touched.why | IF(tick_touched.why & 2, 34, 2)
