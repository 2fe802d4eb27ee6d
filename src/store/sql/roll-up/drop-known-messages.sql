-- A "new" message that already has a fact was counted with one of its events: nothing is new about it.
-- What remains with why = 1 has no event below any watermark and takes the short way.
DELETE t
FROM tick_touched t
JOIN message_facts f ON f.message_id = t.message_id
WHERE t.why = 1
