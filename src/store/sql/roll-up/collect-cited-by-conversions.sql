-- Messages a new conversion names and nobody counted yet. Grain: message. Index: message_facts.PRIMARY.
INSERT INTO tick_touched (message_id, why)
SELECT c.message_id, 8
FROM tick_conversions t
STRAIGHT_JOIN conversions c ON c.id = t.conversion_id
LEFT JOIN message_facts f ON f.message_id = c.message_id
WHERE c.message_id IS NOT NULL
  AND f.message_id IS NULL
ON DUPLICATE KEY UPDATE why = tick_touched.why | 8
