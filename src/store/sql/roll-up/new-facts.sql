-- Facts of new messages without any event: waiting for a receipt, or past waiting. They change nothing for their
-- person. Grain: message. Index: messages.PRIMARY, contacts.PRIMARY, campaigns.PRIMARY.
-- `offset` is an expression of zone-offsets.ts; send_hour is -1 where zone_days lacks the zone: it is filled and set afterwards.
INSERT INTO message_facts (message_id, campaign_id, variant_id, segment_id, person_id, sent_s, send_hour, window_s,
  linked, promotional, parts, cost_micro, currency, status, failure_class, outcome_id, click_rules, attribution_rules,
  code_table)
SELECT m.id,
  m.campaign_id,
  m.variant_id,
  m.segment_id,
  IF(c.person_id = 0, c.id, c.person_id),
  {{epoch m.sent_at}},
  COALESCE(({{epoch m.sent_at}} + {{offset}} + 259200) DIV 3600 % 168, -1),
  a.attribution_hours * 3600,
  a.link_count > 0,
  a.kind = 'promotional',
  m.parts,
  m.cost_micro,
  COALESCE(m.currency, ''),
  IF({{epoch m.sent_at}} + :noReceiptAfter <= :now, 30, 20),
  IF({{epoch m.sent_at}} + :noReceiptAfter <= :now, 21, 0),
  IF({{epoch m.sent_at}} + :noReceiptAfter <= :now, :noReceiptOutcome, 0),
  :clickRules,
  :attributionRules,
  :codeTable
FROM messages m
STRAIGHT_JOIN contacts c ON c.id = m.contact_id
STRAIGHT_JOIN campaigns a ON a.id = m.campaign_id
