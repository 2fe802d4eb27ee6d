-- Messages whose odd receipts are read otherwise now; see classify-receipts. Index: odd_receipts_by_code.
INSERT IGNORE INTO rollup_touched (message_id, reason)
SELECT o.message_id, 'code'
FROM odd_receipts o
WHERE o.provider = :provider AND o.field = :field AND o.code = :code
  AND o.message_id > :after AND o.message_id <= :upTo
