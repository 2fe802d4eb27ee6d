-- An opt-out or reply that names no message counts on the last delivered one of the person, inside its window.
-- An opt-in inside the window takes an opt-out back. Grain: event.
-- Index: person_messages.PRIMARY, response_facts_by_person.
INSERT INTO tick_response_targets (kind, event_id, message_id, counted)
SELECT x.kind,
  x.event_id,
  x.message_id,
  IF(x.kind = 1 AND EXISTS (
    SELECT 1
    FROM response_facts i
    WHERE i.person_id = x.person_id
      AND i.kind = 2
      AND i.occurred_s > x.occurred_s
      AND i.occurred_s < x.ends_s
  ), 0, 1)
FROM (
  SELECT r.kind,
    r.event_id,
    r.person_id,
    r.occurred_s,
    f.message_id,
    f.sent_s + f.window_s AS ends_s,
    ROW_NUMBER() OVER (PARTITION BY r.kind, r.event_id ORDER BY f.sent_s DESC, f.message_id DESC) AS place
  FROM tick_responses t
  STRAIGHT_JOIN response_facts r ON r.kind = t.kind AND r.event_id = t.event_id
  STRAIGHT_JOIN person_messages p ON p.person_id = r.person_id
  STRAIGHT_JOIN message_facts f ON f.message_id = p.message_id
  WHERE r.kind <> 2
    AND r.cited_message_id IS NULL
    AND f.status = 50
    AND p.sent_s <= r.occurred_s
    AND r.occurred_s < f.sent_s + f.window_s
) x
WHERE x.place = 1
