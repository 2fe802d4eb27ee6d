-- Conversions that count on a corrected message. Grain: conversion. Index: conversion_facts_by_message.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_touched t
STRAIGHT_JOIN conversion_facts k ON k.message_id = t.message_id
WHERE (t.why & 8) <> 0
