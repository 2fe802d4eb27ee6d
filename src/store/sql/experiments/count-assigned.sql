-- Grain: arm; arm 0 = crossed over.
SELECT e.variant_id, COUNT(*) AS n, MIN(e.assigned_s) AS first_s, MAX(e.assigned_s) AS last_s
FROM experiment_persons e
GROUP BY e.variant_id
