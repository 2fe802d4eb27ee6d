-- Messages a new opt-out names and nobody counted yet. Grain: message. Index: message_facts.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT o.message_id, 8
FROM tick_responses t
STRAIGHT_JOIN opt_outs o ON o.id = t.event_id
LEFT JOIN message_facts f ON f.message_id = o.message_id
WHERE t.kind IN (1, 2)
  AND o.message_id IS NOT NULL
  AND f.message_id IS NULL
ON DUPLICATE KEY UPDATE why = tick_touched.why | 8
