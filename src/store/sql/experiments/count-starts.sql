-- Where each arm stands in time; matured = the window of the primary outcome has ended. Grain: arm.
SELECT e.variant_id, COUNT(*) AS n, MIN(e.start_s) AS first_s, MAX(e.start_s) AS last_s,
  MAX(IF(e.counted = 1, e.start_s, NULL)) AS last_counted_s,
  SUM(e.start_s + :window <= :asOf) AS matured
FROM experiment_persons e
WHERE e.variant_id <> 0
GROUP BY e.variant_id
