-- Messages somebody asked to count again, as far as that is committed. drop-touched comes next, before anything is
-- read: it waits for whoever asks for the same message at this moment, so that their correction is seen.
-- Grain: message. Index: rollup_touched.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT r.message_id, 8
FROM rollup_touched r
ORDER BY r.message_id
LIMIT :limit
