-- Opt-outs and opt-ins of an id range whose fact is missing, says something else, or has lost its row. Rows that a
-- tick still has to take are no drift. Grain: event. Index: opt_outs.PRIMARY, response_facts.PRIMARY.
SELECT x.id, x.kind, x.contact_id, x.person_id, x.message_id, x.reason
FROM (
  SELECT o.id, COALESCE(r.kind, 0) AS kind, o.contact_id, IF(p.person_id = 0, p.id, p.person_id) AS person_id,
    r.message_id,
    CASE
      WHEN r.event_id IS NULL THEN 'missing'
      WHEN r.kind <> IF(o.event = 'opt_in', 2, 1)
        OR r.occurred_s <> TIMESTAMPDIFF(SECOND, '1970-01-01', o.occurred_at)
        OR r.cited_message_id <> o.message_id
        OR (r.cited_message_id IS NULL AND o.message_id IS NOT NULL) THEN 'changed'
      WHEN r.person_id <> IF(p.person_id = 0, p.id, p.person_id) THEN 'person'
    END AS reason
  FROM opt_outs o
  JOIN contacts p ON p.id = o.contact_id
  LEFT JOIN response_facts r ON r.kind IN (1, 2) AND r.event_id = o.id
  WHERE o.id BETWEEN :from AND :to
    AND NOT EXISTS (SELECT 1 FROM rollup_gaps g WHERE g.source = 'opt_outs' AND o.id BETWEEN g.from_id AND g.to_id)
    AND NOT EXISTS (SELECT 1 FROM rollup_touched_contacts t WHERE t.contact_id = o.contact_id)
) x
WHERE x.reason IS NOT NULL
UNION ALL
SELECT r.event_id, r.kind, 0, r.person_id, r.message_id, 'gone'
FROM response_facts r
LEFT JOIN opt_outs o ON o.id = r.event_id
WHERE r.kind IN (1, 2)
  AND r.event_id BETWEEN :from AND :to
  AND o.id IS NULL
