-- The same conversions where they count now. Grain: conversion.
INSERT INTO tick_conversion_delta (campaign_id, variant_id, segment_id, sent_s, send_hour, kind, is_primary, currency,
  conversions, revenue_micro, lag_s)
SELECT f.campaign_id, f.variant_id, f.segment_id, f.sent_s, f.send_hour, k.kind, k.is_primary, k.currency,
  1, k.value_micro, k.lag_s
FROM tick_old_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
STRAIGHT_JOIN message_facts f ON f.message_id = k.message_id
WHERE k.counted = 1
