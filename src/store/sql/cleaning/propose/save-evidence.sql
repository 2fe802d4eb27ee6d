-- Failures not read before, each with what else is known of its person. Grain: message.
-- Index: number_evidence.PRIMARY, messages.PRIMARY, outcomes.PRIMARY, evidence_codes_by_all.
INSERT INTO number_evidence (person_id, sent_s, message_id, campaign_id, outcome_id, code_id, failure_class,
  delivered_before_s, delivered_last_s, attempted_last_s, attempts, unanswered_after)
SELECT f.person_id, f.sent_s, f.message_id, f.campaign_id, f.outcome_id, c.id, f.failure_class,
  f.delivered_before_s, t.delivered_last_s, t.attempted_last_s, t.attempts, t.unanswered - f.unanswered_before
FROM propose_failed f
JOIN propose_totals t ON t.person_id = f.person_id
LEFT JOIN number_evidence e ON e.person_id = f.person_id AND e.sent_s = f.sent_s AND e.message_id = f.message_id
JOIN messages w ON w.id = f.message_id
LEFT JOIN outcomes o ON o.id = f.outcome_id
JOIN evidence_codes c ON c.provider = w.provider AND c.code = COALESCE(o.code, '')
  AND c.failure_class = f.failure_class
WHERE e.message_id IS NULL
