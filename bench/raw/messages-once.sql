-- Form 3: by state and duration of delivery in one scan, the client adds up. Grain: key, currency, state, seconds.
SELECT {{keys}}, m.currency, m.status, m.failure_class, m.sent_at > :silent AS is_young,
  TIMESTAMPDIFF(SECOND, m.sent_at, m.delivered_at) AS latency,
  COUNT(*) AS n,
  SUM(m.parts) AS parts,
  SUM(m.cost_micro) AS cost_micro
FROM raw_messages m
WHERE {{where}}
GROUP BY {{names}}, m.currency, m.status, m.failure_class, is_young, latency
