-- The same for messages that only got a receipt. Grain: event. Index: response_facts_by_person.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_carried c
STRAIGHT_JOIN response_facts r ON r.person_id = c.person_id
WHERE c.has_arrived = 1
  AND r.kind <> 2
  AND r.occurred_s >= c.sent_s
  AND r.occurred_s < c.sent_s + c.window_s
