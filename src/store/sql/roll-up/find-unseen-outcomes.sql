-- Whether a carried message waits for the number of its outcome.
SELECT c.message_id
FROM tick_carried c
WHERE c.outcome_id = 0
LIMIT 1
