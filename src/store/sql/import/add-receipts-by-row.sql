-- The receipts of messages that were all just added, when their numbers follow each other as the rows do: looking up
-- each message by its id would cost as much as storing its receipt.
INSERT INTO receipts (message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
SELECT :firstId + s.row_no - :firstRow, s.event_key, s.status, s.failure_class, s.raw_code, s.carrier, s.occurred_at,
  UTC_TIMESTAMP(3)
FROM import_rows s
ORDER BY s.row_no
