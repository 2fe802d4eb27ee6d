-- Opt-outs and replies that count on a corrected message. Grain: event. Index: response_facts_by_message.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_touched t
STRAIGHT_JOIN response_facts r ON r.message_id = t.message_id
WHERE (t.why & 8) <> 0
