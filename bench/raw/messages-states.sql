-- Form 2: by state, the client adds the measures up. Grain: key, currency, state.
SELECT {{keys}}, m.currency, m.status, m.failure_class, m.sent_at > :silent AS is_young,
  COUNT(*) AS n,
  SUM(m.parts) AS parts,
  SUM(m.cost_micro) AS cost_micro
FROM raw_messages m
WHERE {{where}}
GROUP BY {{names}}, m.currency, m.status, m.failure_class, is_young
