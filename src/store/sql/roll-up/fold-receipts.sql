-- The deciding receipt of each message that is read again: highest rank, then earliest provider time, then event key.
-- Grain: message. Index: receipts_by_message. Most messages have one receipt: looking for a better one is cheaper
-- than sorting.
INSERT INTO tick_receipts (message_id, status, failure_class, carrier, code, occurred_ms, lag_s)
SELECT r.message_id,
  r.status,
  r.failure_class,
  COALESCE(r.carrier, ''),
  COALESCE(r.raw_code, ''),
  TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.occurred_at) DIV 1000,
  LEAST(GREATEST(TIMESTAMPDIFF(SECOND, r.occurred_at, r.received_at), 0), 2000000000)
FROM tick_rest x
STRAIGHT_JOIN tick_touched t ON t.message_id = x.message_id
LEFT JOIN tick_old o ON o.message_id = t.message_id
STRAIGHT_JOIN receipts r ON r.message_id = t.message_id
LEFT JOIN receipts b ON b.message_id = r.message_id
  AND b.event_key <> r.event_key
  AND (b.status DIV 10 > r.status DIV 10
    OR (b.status DIV 10 = r.status DIV 10
      AND (b.occurred_at < r.occurred_at OR (b.occurred_at = r.occurred_at AND b.event_key < r.event_key))))
WHERE ((t.why & 12) <> 0 OR o.message_id IS NULL OR o.clicks > 0)
  AND b.id IS NULL
