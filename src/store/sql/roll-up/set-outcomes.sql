-- The number of each combination of carrier, code, status and class. Index: outcomes_by_all.
UPDATE tick_new n
STRAIGHT_JOIN outcomes o ON o.carrier = COALESCE(n.carrier, '')
  AND o.code = COALESCE(n.code, '')
  AND o.status = n.status
  AND o.failure_class = n.failure_class
SET n.outcome_id = o.id
WHERE n.carrier IS NOT NULL OR n.status >= 30
