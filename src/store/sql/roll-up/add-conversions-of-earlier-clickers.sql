-- The same for the person a message belonged to before. Grain: conversion. Index: conversion_facts_by_person.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_old o
STRAIGHT_JOIN conversion_facts k ON k.person_id = o.person_id
WHERE o.clicks > 0
