-- Messages with a counted opt-out, starting from these. Grain: key.
SELECT {{keys}}, COUNT(DISTINCT r.message_id) AS opted_out
FROM response_facts r
STRAIGHT_JOIN raw_messages m ON m.id = r.message_id
WHERE {{where}}
  AND r.kind = 1
  AND r.counted = 1
GROUP BY {{names}}
