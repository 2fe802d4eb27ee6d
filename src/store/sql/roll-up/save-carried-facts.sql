-- The new state of messages that only got a receipt; they have no clicks. Flags as in save-facts.
-- Index: message_facts.PRIMARY.
UPDATE tick_new n
STRAIGHT_JOIN message_facts f ON f.message_id = n.message_id
LEFT JOIN tick_neighbours b ON b.message_id = n.message_id
SET f.status = n.status,
  f.failure_class = n.failure_class,
  f.outcome_id = n.outcome_id,
  f.delivered_s = COALESCE(n.delivered_ms DIV 1000, 0),
  f.receipt_lag_s = n.receipt_lag_s,
  f.contact_flags = IF(n.status = 50, 1 + IF(n.linked = 1, 2, 0), 0)
    + IF(f.replies > 0 OR f.conversions_all > 0, 16, 0)
    + IF(f.conversions > 0, 32, 0)
    + IF(f.opt_outs > 0, 64, 0),
  f.dose30 = IF(n.status = 50 AND n.promotional = 1, COALESCE(b.dose30, 0), 0),
  f.code_table = :codeTable
WHERE n.is_carried = 1
