-- The copy the raw side reads: messages with the columns a sending platform keeps up to date itself (status, class,
-- time of delivery) and the recipient-local hour of the week of sending. It favours the raw side: no receipts are
-- joined and no zone is looked up. The data has at most one final receipt for a message. Grain: message.
INSERT INTO raw_messages (id, message_id, contact_id, campaign_id, variant_id, segment_id, sent_at, parts, cost_micro,
  currency, status, failure_class, delivered_at, send_hour)
SELECT m.id, m.message_id, m.contact_id, m.campaign_id, m.variant_id, m.segment_id, m.sent_at, m.parts, m.cost_micro,
  COALESCE(m.currency, ''),
  COALESCE(r.status, 20),
  CASE
    WHEN r.status = 50 THEN 0
    WHEN r.status = 45 THEN 22
    WHEN r.status > 40 THEN IF(r.failure_class = 0, 23, r.failure_class)
    ELSE 0
  END,
  IF(r.status = 50, r.occurred_at, NULL),
  f.send_hour
FROM messages m
JOIN message_facts f ON f.message_id = m.id
LEFT JOIN receipts r ON r.message_id = m.id AND r.status >= 30
ORDER BY m.id
