-- A message that was erased from the source has no new state.
DELETE f
FROM tick_old o
JOIN message_facts f ON f.message_id = o.message_id
LEFT JOIN messages m ON m.id = o.message_id
WHERE m.id IS NULL
