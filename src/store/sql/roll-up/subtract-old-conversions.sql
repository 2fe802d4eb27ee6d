-- Conversions where they counted before, negative. Grain: conversion.
INSERT INTO tick_conversion_delta (campaign_id, variant_id, segment_id, sent_s, send_hour, kind, is_primary, currency,
  conversions, revenue_micro, lag_s)
SELECT o.campaign_id, o.variant_id, o.segment_id, o.sent_s, o.send_hour, k.kind, k.is_primary, k.currency,
  -1, -k.value_micro, k.lag_s
FROM tick_old_conversions k
STRAIGHT_JOIN tick_old o ON o.message_id = k.message_id
WHERE k.counted = 1
