-- Messages whose receipts are read otherwise now; see classify-listed. Index: receipts.PRIMARY.
INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT r.message_id, 'code'
FROM receipts r
STRAIGHT_JOIN messages m ON m.id = r.message_id
WHERE r.id > :after AND r.id <= :upTo
  AND r.raw_code = :code AND r.status = :listedStatus AND r.failure_class = :listedClass
  AND m.provider = :provider
