-- All conversions of these orders. Grain: conversion. Index: conversion_facts_by_order.
INSERT IGNORE INTO tick_conversions (conversion_id)
SELECT k.conversion_id
FROM tick_orders t
STRAIGHT_JOIN conversion_facts k ON k.order_id = t.order_id
