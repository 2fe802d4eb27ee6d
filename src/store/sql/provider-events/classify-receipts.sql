-- Odd receipts that are stored. Index: odd_receipts_by_code, receipts_by_message.
UPDATE odd_receipts o
STRAIGHT_JOIN receipts r ON r.message_id = o.message_id AND r.event_key = o.event_key
SET r.status = :status, r.failure_class = :failureClass
WHERE o.provider = :provider AND o.field = :field AND o.code = :code
  AND o.message_id > :after AND o.message_id <= :upTo
