-- Receipts say by themselves what their code means, so a range of them is read again: those that failed for an
-- unknown reason, and those an earlier word of the operator had classified. Index: receipts.PRIMARY.
UPDATE receipts r
STRAIGHT_JOIN messages m ON m.id = r.message_id
SET r.status = :status, r.failure_class = :failureClass
WHERE r.id > :after AND r.id <= :upTo
  AND r.raw_code = :code
  AND (r.failure_class = 23 OR (r.status = :oldStatus AND r.failure_class = :oldClass))
  AND m.provider = :provider
