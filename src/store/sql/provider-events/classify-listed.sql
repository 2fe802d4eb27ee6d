-- Receipts that were read by a table of the program: they keep the code and no field, so those that say just what that
-- table says of the code are meant. Index: receipts.PRIMARY.
UPDATE receipts r
STRAIGHT_JOIN messages m ON m.id = r.message_id
SET r.status = :status, r.failure_class = :failureClass
WHERE r.id > :after AND r.id <= :upTo
  AND r.raw_code = :code AND r.status = :listedStatus AND r.failure_class = :listedClass
  AND m.provider = :provider
