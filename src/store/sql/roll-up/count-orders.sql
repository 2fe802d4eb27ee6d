-- Of an order the first attributed conversion of each kind counts. Grain: conversion.
-- Index: conversion_facts_by_order, conversion_facts.PRIMARY.
UPDATE (
  SELECT c.conversion_id,
    ROW_NUMBER() OVER (PARTITION BY c.order_id, c.kind ORDER BY c.converted_s, c.conversion_id) AS place
  FROM tick_orders t
  STRAIGHT_JOIN conversion_facts c ON c.order_id = t.order_id
  WHERE c.message_id IS NOT NULL
) x
STRAIGHT_JOIN conversion_facts k ON k.conversion_id = x.conversion_id
SET k.counted = IF(x.place = 1, 1, 0)
