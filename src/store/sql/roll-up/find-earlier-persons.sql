-- Whose opt-ins moved away. Grain: person.
INSERT IGNORE INTO tick_persons (person_id)
SELECT r.person_id
FROM tick_responses t
STRAIGHT_JOIN response_facts r ON r.kind = t.kind AND r.event_id = t.event_id
WHERE t.kind = 2
