-- Outcomes of any kind, organic ones too. Grain: person. Index: conversion_facts_by_person.
INSERT INTO propose_signs (person_id, kind, at_s)
SELECT p.person_id, 2, MAX(k.converted_s)
FROM propose_persons p
STRAIGHT_JOIN conversion_facts k ON k.person_id = p.person_id
WHERE k.converted_s <= :asOf
GROUP BY p.person_id
