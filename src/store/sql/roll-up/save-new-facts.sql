-- Of a range in which some have an event or were counted before. Grain: message. Index: those of new-facts.
{{include roll-up/new-facts}}
LEFT JOIN tick_touched t ON t.message_id = m.id
LEFT JOIN tick_known k ON k.message_id = m.id
WHERE m.id BETWEEN :from AND :to
  AND t.message_id IS NULL
  AND k.message_id IS NULL
ORDER BY m.id
