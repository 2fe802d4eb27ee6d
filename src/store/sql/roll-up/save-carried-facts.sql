-- The new state of messages that only got a receipt; what cannot change is left. Index: message_facts.PRIMARY.
UPDATE tick_carried c
STRAIGHT_JOIN message_facts f ON f.message_id = c.message_id
LEFT JOIN tick_neighbours b ON b.message_id = c.message_id
SET f.status = c.status,
  f.failure_class = c.failure_class,
  f.outcome_id = c.outcome_id,
  f.delivered_s = c.delivered_s,
  f.receipt_lag_s = c.receipt_lag_s,
  f.contact_flags = c.contact_flags,
  f.dose30 = COALESCE(b.dose30, c.old_dose30),
  f.code_table = :codeTable
