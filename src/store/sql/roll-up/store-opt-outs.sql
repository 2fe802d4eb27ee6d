-- Opt-outs and opt-ins to attribute, with their person of today. Grain: event. Index: opt_outs.PRIMARY.
INSERT INTO response_facts (kind, event_id, person_id, occurred_s, cited_message_id)
SELECT t.kind,
  o.id,
  IF(p.person_id = 0, p.id, p.person_id),
  {{epoch o.occurred_at}},
  o.message_id
FROM tick_responses t
STRAIGHT_JOIN opt_outs o ON o.id = t.event_id
STRAIGHT_JOIN contacts p ON p.id = o.contact_id
WHERE t.kind IN (1, 2)
ON DUPLICATE KEY UPDATE person_id = IF(p.person_id = 0, p.id, p.person_id)
