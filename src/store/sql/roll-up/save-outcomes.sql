UPDATE tick_outcomes t
STRAIGHT_JOIN message_facts f ON f.message_id = t.message_id
SET f.conversions = t.conversions,
  f.conversions_all = t.conversions_all,
  f.replies = t.replies,
  f.opt_outs = t.opt_outs
