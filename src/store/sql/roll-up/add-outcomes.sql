-- Combinations of carrier, code, status and class that were never seen. Grain: combination. Index: outcomes_by_all.
INSERT INTO outcomes (carrier, code, status, failure_class)
SELECT x.carrier, x.code, x.status, x.failure_class
FROM (
  SELECT DISTINCT COALESCE(n.carrier, '') AS carrier, COALESCE(n.code, '') AS code, n.status, n.failure_class
  FROM tick_new n
  WHERE n.carrier IS NOT NULL OR n.status >= 30
) x
LEFT JOIN outcomes o ON o.carrier = x.carrier
  AND o.code = x.code
  AND o.status = x.status
  AND o.failure_class = x.failure_class
WHERE o.id IS NULL
