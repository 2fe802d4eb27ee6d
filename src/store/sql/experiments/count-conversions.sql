-- Grain: arm and kind.
SELECT c.variant_id, c.kind, COUNT(DISTINCT c.person_id) AS contacts, COUNT(*) AS events
FROM experiment_conversions c
GROUP BY c.variant_id, c.kind
ORDER BY c.variant_id, c.kind
