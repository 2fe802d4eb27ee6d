-- Conversions that name a corrected message. Grain: conversion. Index: conversion_facts_by_cited.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_touched t
STRAIGHT_JOIN conversion_facts k ON k.cited_message_id = t.message_id
WHERE (t.why & 8) <> 0
