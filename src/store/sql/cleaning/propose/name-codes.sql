-- Codes never seen before, of failures that were not. Grain: provider, code, class.
-- Index: number_evidence.PRIMARY, messages.PRIMARY, evidence_codes_by_all.
INSERT INTO evidence_codes (provider, code, failure_class)
SELECT x.provider, x.code, x.failure_class
FROM (
  SELECT DISTINCT w.provider, COALESCE(o.code, '') AS code, f.failure_class
  FROM propose_failed f
  LEFT JOIN number_evidence e ON e.person_id = f.person_id AND e.sent_s = f.sent_s AND e.message_id = f.message_id
  JOIN messages w ON w.id = f.message_id
  LEFT JOIN outcomes o ON o.id = f.outcome_id
  WHERE e.message_id IS NULL
) x
LEFT JOIN evidence_codes c ON c.provider = x.provider AND c.code = x.code AND c.failure_class = x.failure_class
WHERE c.id IS NULL
