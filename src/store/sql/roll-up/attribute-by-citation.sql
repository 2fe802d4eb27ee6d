-- Else the message the source names, if the conversion falls inside its window. Grain: conversion.
-- Index: message_facts.PRIMARY. IGNORE leaves those a click won.
INSERT IGNORE INTO tick_attribution (conversion_id, message_id, attributed_by, lag_s)
SELECT k.conversion_id, f.message_id, 2, k.converted_s - f.sent_s
FROM tick_conversions t
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = t.conversion_id
STRAIGHT_JOIN message_facts f ON f.message_id = k.cited_message_id
WHERE f.sent_s <= k.converted_s
  AND k.converted_s < f.sent_s + f.window_s
