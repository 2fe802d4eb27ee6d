-- Codes never seen before. Grain: provider, code, class. Index: messages.PRIMARY, evidence_codes_by_all.
INSERT INTO evidence_codes (provider, code, failure_class)
SELECT x.provider, x.code, x.failure_class
FROM (
  SELECT DISTINCT w.provider, COALESCE(o.code, '') AS code, m.failure_class
  FROM propose_messages m
  STRAIGHT_JOIN messages w ON w.id = m.message_id
  LEFT JOIN outcomes o ON o.id = m.outcome_id
  WHERE m.status > 40 AND m.status < 50 AND m.failure_class IN ({{classes}})
) x
LEFT JOIN evidence_codes c ON c.provider = x.provider AND c.code = x.code AND c.failure_class = x.failure_class
WHERE c.id IS NULL
