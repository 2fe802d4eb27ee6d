-- Carried messages that joined once more because an outcome, dose or flag of their person moved: they are counted
-- whole. Grain: message.
DELETE c
FROM tick_touched t
STRAIGHT_JOIN tick_carried c ON c.message_id = t.message_id
WHERE (t.why & 16) <> 0
