-- Counted conversions of the kind their campaign is judged by.
UPDATE tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
STRAIGHT_JOIN message_facts f ON f.message_id = k.message_id
STRAIGHT_JOIN campaigns a ON a.id = f.campaign_id
SET k.is_primary = IF(k.kind = a.primary_kind, 1, 0)
WHERE k.counted = 1
