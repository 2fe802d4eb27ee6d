-- Conversions of affected messages. Grain: message. Index: conversion_facts_by_message.
INSERT INTO tick_outcomes (message_id, conversions, conversions_all)
SELECT t.message_id, COALESCE(SUM(k.is_primary), 0), COALESCE(SUM(k.counted), 0)
FROM tick_affected t
LEFT JOIN conversion_facts k ON k.message_id = t.message_id
GROUP BY t.message_id
