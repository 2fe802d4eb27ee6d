-- Opt-outs that name a corrected message. Grain: event. Index: response_facts_by_cited.
INSERT IGNORE INTO tick_responses (kind, event_id)
SELECT r.kind, r.event_id
FROM tick_touched t
STRAIGHT_JOIN response_facts r ON r.cited_message_id = t.message_id
WHERE (t.why & 8) <> 0
  AND r.kind <> 2
