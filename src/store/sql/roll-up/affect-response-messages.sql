-- Messages on which these opt-outs and replies count. Run before and after they are attributed. Grain: message.
INSERT IGNORE INTO tick_affected (message_id)
SELECT r.message_id
FROM tick_responses t
STRAIGHT_JOIN response_facts r ON r.kind = t.kind AND r.event_id = t.event_id
WHERE r.message_id IS NOT NULL
