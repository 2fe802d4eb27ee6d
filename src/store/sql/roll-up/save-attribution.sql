-- A conversion without an order counts at once; those of an order wait for count-orders.
UPDATE tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
LEFT JOIN tick_attribution a ON a.conversion_id = t.conversion_id
SET k.message_id = a.message_id,
  k.attributed_by = COALESCE(a.attributed_by, 0),
  k.lag_s = a.lag_s,
  k.counted = IF(a.message_id IS NOT NULL AND k.order_id IS NULL, 1, 0),
  k.is_primary = 0,
  k.attribution_rules = :attributionRules
