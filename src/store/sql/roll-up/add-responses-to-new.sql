-- Opt-outs and replies that may follow a message now delivered. Grain: event. Index: response_facts_by_person.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_new n
LEFT JOIN tick_old o ON o.message_id = n.message_id
STRAIGHT_JOIN response_facts r ON r.person_id = n.person_id
WHERE n.status = 50
  AND r.kind <> 2
  AND r.occurred_s >= n.sent_s
  AND r.occurred_s < n.sent_s + n.window_s
  AND NOT (o.status <=> 50
    AND o.person_id <=> n.person_id
    AND o.sent_s <=> n.sent_s
    AND o.window_s <=> n.window_s)
