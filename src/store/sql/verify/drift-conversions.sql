-- Conversions of an id range whose fact is missing, says something else, or has lost its row. Rows that a tick still
-- has to take are no drift. Grain: conversion. Index: conversions.PRIMARY, conversion_facts.PRIMARY.
SELECT x.id, 0 AS kind, x.contact_id, x.person_id, x.message_id, x.reason
FROM (
  SELECT c.id, c.contact_id, IF(p.person_id = 0, p.id, p.person_id) AS person_id, k.message_id,
    CASE
      WHEN k.conversion_id IS NULL THEN 'missing'
      WHEN k.kind <> c.kind
        OR NOT (k.order_id <=> c.order_id)
        OR k.converted_s <> TIMESTAMPDIFF(SECOND, '1970-01-01', c.converted_at)
        OR k.value_micro <> c.value_micro
        OR k.currency <> COALESCE(c.currency, '')
        OR k.cited_message_id <> c.message_id
        OR (k.cited_message_id IS NULL AND c.message_id IS NOT NULL) THEN 'changed'
      WHEN k.person_id <> IF(p.person_id = 0, p.id, p.person_id) THEN 'person'
      WHEN k.is_primary <> (k.counted = 1 AND k.kind = a.primary_kind) THEN 'kind'
    END AS reason
  FROM conversions c
  JOIN contacts p ON p.id = c.contact_id
  LEFT JOIN conversion_facts k ON k.conversion_id = c.id
  LEFT JOIN message_facts f ON f.message_id = k.message_id
  LEFT JOIN campaigns a ON a.id = f.campaign_id
  WHERE c.id BETWEEN :from AND :to
    AND NOT EXISTS (
      SELECT 1 FROM rollup_gaps g WHERE g.source = 'conversions' AND c.id BETWEEN g.from_id AND g.to_id
    )
    AND NOT EXISTS (SELECT 1 FROM rollup_touched_contacts t WHERE t.contact_id = c.contact_id)
    AND NOT EXISTS (SELECT 1 FROM rollup_touched t WHERE t.message_id = k.message_id)
) x
WHERE x.reason IS NOT NULL
UNION ALL
SELECT k.conversion_id, 0, 0, k.person_id, k.message_id, 'gone'
FROM conversion_facts k
LEFT JOIN conversions c ON c.id = k.conversion_id
WHERE k.conversion_id BETWEEN :from AND :to
  AND c.id IS NULL
