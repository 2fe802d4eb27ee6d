-- Replies of an id range whose fact is missing, says something else, or has lost its row. Rows that a tick still has
-- to take are no drift. Grain: event. Index: inbound.PRIMARY, response_facts.PRIMARY.
SELECT x.id, 3 AS kind, x.contact_id, x.person_id, x.message_id, x.reason
FROM (
  SELECT i.id, i.contact_id, IF(p.person_id = 0, p.id, p.person_id) AS person_id, r.message_id,
    CASE
      WHEN r.event_id IS NULL THEN 'missing'
      WHEN r.occurred_s <> TIMESTAMPDIFF(SECOND, '1970-01-01', i.occurred_at) THEN 'changed'
      WHEN r.person_id <> IF(p.person_id = 0, p.id, p.person_id) THEN 'person'
    END AS reason
  FROM inbound i
  JOIN contacts p ON p.id = i.contact_id
  LEFT JOIN response_facts r ON r.kind = 3 AND r.event_id = i.id
  WHERE i.id BETWEEN :from AND :to
    AND NOT EXISTS (SELECT 1 FROM rollup_gaps g WHERE g.source = 'inbound' AND i.id BETWEEN g.from_id AND g.to_id)
    AND NOT EXISTS (SELECT 1 FROM rollup_touched_contacts t WHERE t.contact_id = i.contact_id)
) x
WHERE x.reason IS NOT NULL
UNION ALL
SELECT r.event_id, 3, 0, r.person_id, r.message_id, 'gone'
FROM response_facts r
LEFT JOIN inbound i ON i.id = r.event_id
WHERE r.kind = 3
  AND r.event_id BETWEEN :from AND :to
  AND i.id IS NULL
