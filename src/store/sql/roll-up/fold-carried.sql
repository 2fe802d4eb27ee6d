-- Messages that were counted before, without clicks, and have nothing new but a receipt: whatever else changes is
-- announced (why = 8), so only their state is taken anew, by the deciding receipt (see fold-receipts). Grain: message.
-- Index: receipts_by_message.
INSERT INTO tick_new (message_id, campaign_id, variant_id, segment_id, person_id, timezone, sent_ms, sent_s,
  send_hour, window_s, linked, promotional, parts, cost_micro, currency, status, failure_class, carrier, code,
  delivered_ms, receipt_lag_s, is_carried)
SELECT o.message_id,
  o.campaign_id,
  o.variant_id,
  o.segment_id,
  o.person_id,
  '',
  0,
  o.sent_s,
  o.send_hour,
  o.window_s,
  o.linked,
  o.promotional,
  o.parts,
  o.cost_micro,
  o.currency,
  CASE
    WHEN r.status >= 30 THEN r.status
    WHEN o.sent_s + :noReceiptAfter <= :now THEN 30
    ELSE r.status
  END,
  CASE
    WHEN r.status = 50 THEN 0
    WHEN r.status = 45 THEN 22
    WHEN r.status > 40 THEN IF(r.failure_class = 0, 23, r.failure_class)
    WHEN r.status = 30 THEN r.failure_class
    WHEN o.sent_s + :noReceiptAfter <= :now THEN 21
    ELSE 0
  END,
  COALESCE(r.carrier, ''),
  COALESCE(r.raw_code, ''),
  IF(r.status = 50, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', r.occurred_at) DIV 1000, NULL),
  IF(r.status >= 30, LEAST(GREATEST(TIMESTAMPDIFF(SECOND, r.occurred_at, r.received_at), 0), 2000000000), -1),
  1
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
STRAIGHT_JOIN receipts r ON r.message_id = o.message_id
LEFT JOIN receipts b ON b.message_id = r.message_id
  AND b.event_key <> r.event_key
  AND (b.status DIV 10 > r.status DIV 10
    OR (b.status DIV 10 = r.status DIV 10
      AND (b.occurred_at < r.occurred_at OR (b.occurred_at = r.occurred_at AND b.event_key < r.event_key))))
WHERE (t.why & 12) = 0
  AND o.clicks = 0
  AND b.id IS NULL
