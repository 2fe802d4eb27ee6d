-- The new state of messages that were read again. What a person's other messages decide (conversions, replies,
-- opt-outs, dose) is left as it is and resolved next; the flags are those of a message that is alone with its person
-- in the campaign. Grain: message, in the order of the primary key.
INSERT INTO message_facts (message_id, campaign_id, variant_id, segment_id, person_id, sent_s, send_hour, window_s,
  linked, promotional, parts, cost_micro, currency, status, failure_class, outcome_id, delivered_s, receipt_lag_s,
  clicks, hits, human_clicks, suspected_clicks, bot_clicks, first_human_s, contact_flags, click_rules,
  attribution_rules, code_table)
SELECT n.message_id, n.campaign_id, n.variant_id, n.segment_id, n.person_id, n.sent_s, n.send_hour, n.window_s,
  n.linked, n.promotional, n.parts, n.cost_micro, n.currency, n.status, n.failure_class, n.outcome_id,
  COALESCE(n.delivered_ms DIV 1000, 0), n.receipt_lag_s, COALESCE(s.clicks, 0), COALESCE(s.hits, 0), COALESCE(s.human_clicks, 0),
  COALESCE(s.suspected_clicks, 0), COALESCE(s.bot_clicks, 0), COALESCE(s.first_human_s, 0),
  IF(n.status = 50, 1 + IF(n.linked = 1, 2, 0), 0) + IF(s.human_clicks > 0, 20, 0) + IF(s.hits > 0, 8, 0),
  :clickRules, :attributionRules, :codeTable
FROM tick_new n
LEFT JOIN tick_click_sums s ON s.message_id = n.message_id
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
  outcome_id = n.outcome_id,
  delivered_s = COALESCE(n.delivered_ms DIV 1000, 0),
  receipt_lag_s = n.receipt_lag_s,
  clicks = COALESCE(s.clicks, 0),
  hits = COALESCE(s.hits, 0),
  human_clicks = COALESCE(s.human_clicks, 0),
  suspected_clicks = COALESCE(s.suspected_clicks, 0),
  bot_clicks = COALESCE(s.bot_clicks, 0),
  first_human_s = COALESCE(s.first_human_s, 0),
  contact_flags = IF(n.status = 50, 1 + IF(n.linked = 1, 2, 0), 0)
    + IF(s.human_clicks > 0, 4, 0)
    + IF(s.hits > 0, 8, 0)
    + IF(s.human_clicks > 0 OR message_facts.replies > 0 OR message_facts.conversions_all > 0, 16, 0)
    + IF(message_facts.conversions > 0, 32, 0)
    + IF(message_facts.opt_outs > 0, 64, 0),
  click_rules = :clickRules,
  attribution_rules = :attributionRules,
  code_table = :codeTable
