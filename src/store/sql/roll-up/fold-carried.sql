-- Messages that were counted before, without clicks, and have nothing new but a receipt: whatever else changes is
-- announced (why = 8), so only their state is taken anew, and only where the new receipt is the deciding one (see
-- fold-receipts) of those taken so far; where another one decides, the fact says so already.
-- outcome_id = 0: nobody has seen this outcome yet; then the statement runs again after add-carried-outcomes. REPLACE
-- for that, and for several receipts of one message. Grain: message.
-- Index: those of carried-receipts.
REPLACE INTO tick_carried (message_id, campaign_id, variant_id, segment_id, person_id, sent_s, send_hour, window_s,
  promotional, currency, status, failure_class, outcome_id, delivered_s, receipt_lag_s, contact_flags, has_arrived,
  old_status, old_failure_class, old_outcome_id, old_delivered_s, old_receipt_lag_s, old_contact_flags, old_dose30)
SELECT o.message_id,
  o.campaign_id,
  o.variant_id,
  o.segment_id,
  o.person_id,
  o.sent_s,
  o.send_hour,
  o.window_s,
  o.promotional,
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
  COALESCE(u.id, 0),
  IF(r.status = 50, {{epoch r.occurred_at}}, 0),
  IF(r.status >= 30, LEAST(GREATEST(TIMESTAMPDIFF(SECOND, r.occurred_at, r.received_at), 0), 2000000000), -1),
  IF(r.status <> 50 OR o.status = 50,
    o.contact_flags,
    IF(o.linked = 1, 3, 1)
      + IF(o.replies > 0 OR o.conversions_all > 0, 16, 0)
      + IF(o.conversions > 0, 32, 0)
      + IF(o.opt_outs > 0, 64, 0)),
  r.status = 50 AND o.status <> 50,
  o.status,
  o.failure_class,
  o.outcome_id,
  o.delivered_s,
  o.receipt_lag_s,
  o.contact_flags,
  o.dose30
{{include roll-up/carried-receipts}}
LEFT JOIN tick_seen_outcomes u ON u.carrier = COALESCE(r.carrier, '')
  AND u.code = COALESCE(r.raw_code, '')
  AND u.status = CASE
      WHEN r.status >= 30 THEN r.status
      WHEN o.sent_s + :noReceiptAfter <= :now THEN 30
      ELSE r.status
    END
  AND u.failure_class = CASE
      WHEN r.status = 50 THEN 0
      WHEN r.status = 45 THEN 22
      WHEN r.status > 40 THEN IF(r.failure_class = 0, 23, r.failure_class)
      WHEN r.status = 30 THEN r.failure_class
      WHEN o.sent_s + :noReceiptAfter <= :now THEN 21
      ELSE 0
    END
WHERE r.id BETWEEN :from AND :to
  AND (t.why & 12) = 0
  AND (t.receipt_id = r.id OR (t.why & 32) <> 0)
  AND o.clicks = 0
  AND b.id IS NULL
