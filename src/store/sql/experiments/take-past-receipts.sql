-- The deciding receipt among those that had come in, and in a test of send times happened at an age all arms have
-- reached: highest rank, then earliest provider time, then event key. Grain: message. Index: receipts_by_message.
INSERT INTO experiment_receipts (message_id, status, delivered_ms)
SELECT x.message_id, x.status, IF(x.status = 50, x.occurred_ms, 0)
FROM (
  SELECT r.message_id, r.status, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.occurred_at) DIV 1000 AS occurred_ms,
    ROW_NUMBER() OVER (
      PARTITION BY r.message_id
      ORDER BY r.status DIV 10 DESC, r.occurred_at, r.event_key
    ) AS place
  FROM experiment_messages m
  STRAIGHT_JOIN experiment_persons e ON e.person_id = m.person_id
  STRAIGHT_JOIN receipts r ON r.message_id = m.message_id
  WHERE r.received_at <= :asOfTime
    AND TIMESTAMPDIFF(SECOND, '1970-01-01', r.occurred_at) < e.start_s + :age
) x
WHERE x.place = 1
