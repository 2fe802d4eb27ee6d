-- The same, starting from the messages: for a campaign or a window. Grain: key.
SELECT {{keys}}, COUNT(DISTINCT m.id) AS opted_out
FROM raw_messages m
STRAIGHT_JOIN response_facts r ON r.message_id = m.id
WHERE {{where}}
  AND r.kind = 1
  AND r.counted = 1
GROUP BY {{names}}
