UPDATE tick_responses t
STRAIGHT_JOIN response_facts r ON r.kind = t.kind AND r.event_id = t.event_id
LEFT JOIN tick_response_targets g ON g.kind = t.kind AND g.event_id = t.event_id
SET r.message_id = g.message_id,
  r.counted = COALESCE(g.counted, 0)
