-- The new state of touched messages. What a person's other messages decide (conversions, replies, opt-outs,
-- dose, flags) is left as it is and resolved next. Grain: message, in the order of the primary key.
INSERT INTO message_facts (message_id, campaign_id, variant_id, segment_id, person_id, sent_s, send_hour, window_s,
  linked, promotional, parts, cost_micro, currency, status, failure_class, outcome_id, delivered_s, receipt_lag_s,
  clicks, hits, human_clicks, suspected_clicks, bot_clicks, first_human_s, click_rules, attribution_rules, code_table)
SELECT n.message_id, n.campaign_id, n.variant_id, n.segment_id, n.person_id, n.sent_s, n.send_hour, n.window_s,
  n.linked, n.promotional, n.parts, n.cost_micro, n.currency, n.status, n.failure_class, COALESCE(o.id, 0),
  n.delivered_ms DIV 1000, n.receipt_lag_s, n.clicks, n.hits, n.human_clicks, n.suspected_clicks, n.bot_clicks,
  n.first_human_s, :clickRules, :attributionRules, :codeTable
FROM tick_new n
LEFT JOIN outcomes o ON (n.carrier IS NOT NULL OR n.status >= 30)
  AND o.carrier = COALESCE(n.carrier, '')
  AND o.code = COALESCE(n.code, '')
  AND o.status = n.status
  AND o.failure_class = n.failure_class
ORDER BY n.message_id
ON DUPLICATE KEY UPDATE
  campaign_id = n.campaign_id,
  variant_id = n.variant_id,
  segment_id = n.segment_id,
  person_id = n.person_id,
  sent_s = n.sent_s,
  send_hour = n.send_hour,
  window_s = n.window_s,
  linked = n.linked,
  promotional = n.promotional,
  parts = n.parts,
  cost_micro = n.cost_micro,
  currency = n.currency,
  status = n.status,
  failure_class = n.failure_class,
  outcome_id = COALESCE(o.id, 0),
  delivered_s = n.delivered_ms DIV 1000,
  receipt_lag_s = n.receipt_lag_s,
  clicks = n.clicks,
  hits = n.hits,
  human_clicks = n.human_clicks,
  suspected_clicks = n.suspected_clicks,
  bot_clicks = n.bot_clicks,
  first_human_s = n.first_human_s,
  click_rules = :clickRules,
  attribution_rules = :attributionRules,
  code_table = :codeTable
