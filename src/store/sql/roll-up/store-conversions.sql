-- Conversions to attribute, with their person of today. Grain: conversion. Index: conversions.PRIMARY.
INSERT INTO conversion_facts (conversion_id, person_id, order_id, kind, converted_s, value_micro, currency,
  cited_message_id)
SELECT c.id,
  IF(p.person_id = 0, p.id, p.person_id),
  c.order_id,
  c.kind,
  {{epoch c.converted_at}},
  c.value_micro,
  COALESCE(c.currency, ''),
  c.message_id
FROM tick_conversions t
STRAIGHT_JOIN conversions c ON c.id = t.conversion_id
STRAIGHT_JOIN contacts p ON p.id = c.contact_id
ORDER BY c.id
ON DUPLICATE KEY UPDATE person_id = IF(p.person_id = 0, p.id, p.person_id)
