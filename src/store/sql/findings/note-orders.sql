-- The last conversion of any kind of each person of a range, organic ones too. Index: conversion_facts_by_person.
UPDATE person_findings p
JOIN (
  SELECT k.person_id, MAX(k.converted_s) AS last_s
  FROM conversion_facts k
  WHERE k.person_id > :after AND k.person_id <= :upTo AND k.converted_s < :asOf
    {{received-conversion}}
  GROUP BY k.person_id
) x ON x.person_id = p.person_id
SET p.last_order_s = x.last_s
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
