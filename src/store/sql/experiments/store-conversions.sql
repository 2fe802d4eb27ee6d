-- Everything assigned persons did inside their window, attributed or organic; an order of a kind once, the first time.
-- Grain: conversion. Index: conversion_facts_by_person.
INSERT INTO experiment_conversions (variant_id, person_id, kind, currency, value_micro)
SELECT x.variant_id, x.person_id, x.kind, x.currency, x.value_micro
FROM (
  SELECT e.variant_id, e.person_id, k.kind, k.currency, k.value_micro,
    ROW_NUMBER() OVER (
      PARTITION BY k.kind, k.order_id, IF(k.order_id IS NULL, k.conversion_id, 0)
      ORDER BY k.converted_s, k.conversion_id
    ) AS place
  FROM experiment_persons e
  STRAIGHT_JOIN conversion_facts k ON k.person_id = e.person_id
  {{received conversions k}}
  WHERE e.variant_id <> 0
    AND e.counted = 1
    AND k.converted_s >= e.start_s
    AND k.converted_s < e.start_s + :window
    AND k.converted_s <= :asOf
) x
WHERE x.place = 1
