-- Outcomes of affected messages, and their flags as in save-facts.
UPDATE tick_outcomes t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
SET f.conversions = t.conversions,
  f.conversions_all = t.conversions_all,
  f.replies = t.replies,
  f.opt_outs = t.opt_outs,
  f.contact_flags = IF(f.status = 50, 1 + IF(f.linked = 1, 2, 0), 0)
    + IF(f.human_clicks > 0, 4, 0)
    + IF(f.hits > 0, 8, 0)
    + IF(f.human_clicks > 0 OR t.replies > 0 OR t.conversions_all > 0, 16, 0)
    + IF(t.conversions > 0, 32, 0)
    + IF(t.opt_outs > 0, 64, 0)
