-- State of each touched message from its own rows and the clock, but for those only a receipt touched (see
-- fold-carried) and the new ones without any event (see save-new-facts). Grain: message.
-- Index: messages.PRIMARY, contacts.PRIMARY, campaigns.PRIMARY, zone_days.PRIMARY.
-- send_hour is null where zone_days lacks the day: it is filled and set afterwards.
INSERT INTO tick_new (message_id, campaign_id, variant_id, segment_id, person_id, timezone, sent_ms, sent_s,
  send_hour, window_s, linked, promotional, parts, cost_micro, currency, status, failure_class, carrier, code,
  delivered_ms, receipt_lag_s)
SELECT m.id,
  m.campaign_id,
  m.variant_id,
  m.segment_id,
  IF(c.person_id = 0, c.id, c.person_id),
  COALESCE(c.timezone, a.timezone, 'UTC'),
  TIMESTAMPDIFF(MICROSECOND, '1970-01-01', m.sent_at) DIV 1000,
  {{epoch m.sent_at}},
  ({{epoch m.sent_at}}
    + IF({{epoch m.sent_at}} >= z.change_s, z.offset_after_s, z.offset_s)
  + 259200) DIV 3600 % 168,
  a.attribution_hours * 3600,
  a.link_count > 0,
  a.kind = 'promotional',
  m.parts,
  m.cost_micro,
  COALESCE(m.currency, ''),
  CASE
    WHEN r.status >= 30 THEN r.status
    WHEN {{epoch m.sent_at}} + :noReceiptAfter <= :now THEN 30
    ELSE COALESCE(r.status, 20)
  END,
  CASE
    WHEN r.status = 50 THEN 0
    WHEN r.status = 45 THEN 22
    WHEN r.status > 40 THEN IF(r.failure_class = 0, 23, r.failure_class)
    WHEN r.status = 30 THEN r.failure_class
    WHEN {{epoch m.sent_at}} + :noReceiptAfter <= :now THEN 21
    ELSE 0
  END,
  r.carrier,
  r.code,
  IF(r.status = 50, r.occurred_ms, NULL),
  IF(r.status >= 30, r.lag_s, -1)
FROM tick_rest x
STRAIGHT_JOIN tick_touched t ON t.message_id = x.message_id
LEFT JOIN tick_old o ON o.message_id = t.message_id
STRAIGHT_JOIN messages m ON m.id = t.message_id
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
STRAIGHT_JOIN campaigns a ON a.id = m.campaign_id
LEFT JOIN tick_receipts r ON r.message_id = m.id
LEFT JOIN zone_days z ON z.timezone = COALESCE(c.timezone, a.timezone, 'UTC')
  AND z.day = {{epoch-day m.sent_at}}
WHERE ((t.why & 12) <> 0 OR o.message_id IS NULL OR o.clicks > 0)
