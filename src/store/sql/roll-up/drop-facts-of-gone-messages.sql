-- A message that was erased from the source has no new state. One that is in the tick for something else waits for its
-- own announcement (why = 8): what hangs on it is looked for then. Index: message_facts.PRIMARY, messages.PRIMARY.
DELETE f
FROM tick_old o
STRAIGHT_JOIN tick_touched t ON t.message_id = o.message_id
STRAIGHT_JOIN message_facts f ON f.message_id = o.message_id
LEFT JOIN messages m ON m.id = o.message_id
WHERE (t.why & 8) <> 0
  AND m.id IS NULL
