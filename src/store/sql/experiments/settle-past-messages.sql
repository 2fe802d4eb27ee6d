-- State of each message by its receipts and the clock, as the roll-up tells it (fold-messages.sql). Grain: message.
UPDATE experiment_messages m
JOIN experiment_persons e ON e.person_id = m.person_id
LEFT JOIN experiment_receipts r ON r.message_id = m.message_id
SET m.status = CASE
    WHEN r.status >= 30 THEN r.status
    WHEN m.sent_s + :noReceiptAfter <= LEAST(:asOf, e.start_s + :age) THEN 30
    ELSE COALESCE(r.status, 20)
  END,
  m.delivered_ms = COALESCE(r.delivered_ms, 0),
  m.delivered_s = COALESCE(r.delivered_ms, 0) DIV 1000
