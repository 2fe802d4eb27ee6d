-- Conversions that stay on a message which may change its cell. Grain: conversion.
-- Index: conversion_facts_by_message.
INSERT IGNORE INTO tick_old_conversions
SELECT k.*
FROM tick_old o
STRAIGHT_JOIN conversion_facts k ON k.message_id = o.message_id
WHERE o.conversions_all > 0
