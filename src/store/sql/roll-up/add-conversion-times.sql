-- Durations of counted conversions of the primary kind (measure 3), new and old. Grain: conversion.
INSERT INTO tick_times (campaign_id, variant_id, segment_id, day, measure, seconds, n)
SELECT c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 86400, 3, c.lag_s, SUM(c.conversions)
FROM tick_conversion_delta c
WHERE c.is_primary = 1
GROUP BY c.campaign_id, c.variant_id, c.segment_id, c.sent_s DIV 86400, c.lag_s
