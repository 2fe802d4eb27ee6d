-- The deciding receipt of each touched message: highest rank, then earliest provider time, then event key.
-- Grain: message. Index: receipts_by_message.
INSERT INTO tick_receipts (message_id, status, failure_class, carrier, code, occurred_ms, lag_s)
SELECT x.message_id, x.status, x.failure_class, x.carrier, x.code, x.occurred_ms, x.lag_s
FROM (
  SELECT r.message_id,
    r.status,
    r.failure_class,
    COALESCE(r.carrier, '') AS carrier,
    COALESCE(r.raw_code, '') AS code,
    TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.occurred_at) DIV 1000 AS occurred_ms,
    LEAST(GREATEST(TIMESTAMPDIFF(SECOND, r.occurred_at, r.received_at), 0), 2000000000) AS lag_s,
    ROW_NUMBER() OVER (
      PARTITION BY r.message_id
      ORDER BY r.status DIV 10 DESC, r.occurred_at, r.event_key
    ) AS place
  FROM tick_touched t
  STRAIGHT_JOIN receipts r ON r.message_id = t.message_id
  WHERE t.why <> 1
) x
WHERE x.place = 1
