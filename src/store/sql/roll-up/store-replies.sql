-- Replies to attribute, with their person of today. Grain: event. Index: inbound.PRIMARY.
INSERT INTO response_facts (kind, event_id, person_id, occurred_s)
SELECT t.kind,
  i.id,
  IF(p.person_id = 0, p.id, p.person_id),
  {{epoch i.occurred_at}}
FROM tick_responses t
STRAIGHT_JOIN inbound i ON i.id = t.event_id
STRAIGHT_JOIN contacts p ON p.id = i.contact_id
WHERE t.kind = 3
ON DUPLICATE KEY UPDATE person_id = IF(p.person_id = 0, p.id, p.person_id)
