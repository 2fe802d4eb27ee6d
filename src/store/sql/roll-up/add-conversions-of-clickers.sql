-- Conversions of persons whose clicks may have changed. Grain: conversion. Index: conversion_facts_by_person.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_click_sums s
STRAIGHT_JOIN tick_new n ON n.message_id = s.message_id
STRAIGHT_JOIN conversion_facts k ON k.person_id = n.person_id
