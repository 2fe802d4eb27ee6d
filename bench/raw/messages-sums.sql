-- Form 1: one sum per measure. Grain: key, currency.
SELECT {{keys}}, m.currency,
  COUNT(*) AS attempted,
  SUM(m.status < 30 AND m.sent_at > :silent) AS in_process,
  SUM(m.status = 50) AS delivered,
  SUM(m.status = 41) AS undelivered,
  SUM(m.status = 42) AS expired,
  SUM(m.status = 43) AS rejected,
  SUM(m.status = 44) AS failed,
  SUM(m.status = 45) AS canceled,
  SUM(m.status = 30 OR m.status < 30 AND m.sent_at <= :silent) AS unknown,
  SUM(m.status BETWEEN 41 AND 44 AND m.failure_class IN (1, 2, 3)) AS failed_permanent,
  SUM(m.status BETWEEN 41 AND 44 AND m.failure_class NOT IN (1, 2, 3, 4, 5, 12, 13, 14, 18, 19, 20, 22))
    AS failed_temporary,
  SUM(m.status BETWEEN 41 AND 44 AND m.failure_class IN (4, 5, 12, 13, 14)) AS failed_blocked,
  SUM(m.status BETWEEN 41 AND 44 AND m.failure_class IN (18, 19, 20, 22)) AS failed_ours,
  SUM(m.parts) AS parts,
  SUM(m.cost_micro) AS cost_micro
FROM raw_messages m
WHERE {{where}}
GROUP BY {{names}}, m.currency
