-- Of a range in which nobody has an event or was counted before. Grain: message. Index: those of new-facts.
{{include roll-up/new-facts}}
WHERE m.id BETWEEN :from AND :to
ORDER BY m.id
