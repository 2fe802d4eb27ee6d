-- Form 4: the rows themselves, the client does all the work. Grain: message.
SELECT {{keys}}, m.currency, m.status, m.failure_class, m.sent_at > :silent AS is_young,
  TIMESTAMPDIFF(SECOND, m.sent_at, m.delivered_at) AS latency,
  1 AS n,
  m.parts,
  m.cost_micro
FROM raw_messages m
WHERE {{where}}
