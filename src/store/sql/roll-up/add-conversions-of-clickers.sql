-- Conversions of persons whose clicks may have changed. Grain: conversion. Index: conversion_facts_by_person.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_new n
STRAIGHT_JOIN conversion_facts k ON k.person_id = n.person_id
WHERE n.clicks > 0
