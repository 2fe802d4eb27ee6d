-- Opt-outs and replies that may have followed a message as it was. Grain: event. Index: response_facts_by_person.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_old o
STRAIGHT_JOIN response_facts r ON r.person_id = o.person_id
WHERE o.status = 50
  AND r.kind <> 2
  AND r.occurred_s >= o.sent_s
  AND r.occurred_s < o.sent_s + o.window_s
