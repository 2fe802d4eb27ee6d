-- So that a later word finds them; see classify-listed. Index: receipts.PRIMARY.
INSERT IGNORE INTO odd_receipts (message_id, event_key, provider, field, code)
SELECT r.message_id, r.event_key, :provider, :field, :code
FROM receipts r
STRAIGHT_JOIN messages m ON m.id = r.message_id
WHERE r.id > :after AND r.id <= :upTo
  AND r.raw_code = :code AND r.status = :listedStatus AND r.failure_class = :listedClass
  AND m.provider = :provider
