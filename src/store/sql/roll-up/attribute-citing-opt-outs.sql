-- An opt-out that names a message counts there or nowhere. Grain: event.
-- Index: message_facts.PRIMARY, response_facts_by_person.
INSERT INTO tick_response_targets (kind, event_id, message_id, counted)
SELECT r.kind,
  r.event_id,
  f.message_id,
  IF(EXISTS (
    SELECT 1
    FROM response_facts i
    WHERE i.person_id = r.person_id
      AND i.kind = 2
      AND i.occurred_s > r.occurred_s
      AND i.occurred_s < f.sent_s + f.window_s
  ), 0, 1)
FROM tick_responses t
STRAIGHT_JOIN response_facts r ON r.kind = t.kind AND r.event_id = t.event_id
STRAIGHT_JOIN message_facts f ON f.message_id = r.cited_message_id
WHERE r.kind = 1
  AND f.sent_s <= r.occurred_s
  AND r.occurred_s < f.sent_s + f.window_s
