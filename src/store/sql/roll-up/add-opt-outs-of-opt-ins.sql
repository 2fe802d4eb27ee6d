-- Opt-outs an opt-in may take back. Grain: event. Index: response_facts_by_person.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_persons p
STRAIGHT_JOIN response_facts r ON r.person_id = p.person_id
WHERE r.kind = 1
