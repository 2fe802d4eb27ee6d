-- Failures that may count, each with what else is known of its person. Grain: message.
-- Index: messages.PRIMARY, outcomes.PRIMARY, evidence_codes_by_all.
INSERT INTO number_evidence (person_id, sent_s, message_id, campaign_id, outcome_id, code_id, failure_class,
  delivered_before_s, delivered_last_s, attempted_last_s, attempts,
  unanswered_after)
SELECT x.person_id, x.sent_s, x.message_id, x.campaign_id, x.outcome_id, c.id, x.failure_class,
  COALESCE(x.delivered_before_s, 0), COALESCE(x.delivered_last_s, 0), x.attempted_last_s, x.attempts,
  COALESCE(x.unanswered_after, 0)
FROM (
  SELECT m.person_id, m.sent_s, m.message_id, m.campaign_id, m.outcome_id, m.status, m.failure_class,
    MAX(IF(m.status = 50, m.sent_s, NULL)) OVER (PARTITION BY m.person_id ORDER BY m.sent_s, m.message_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS delivered_before_s,
    MAX(IF(m.status = 50, m.sent_s, NULL)) OVER (PARTITION BY m.person_id) AS delivered_last_s,
    MAX(m.sent_s) OVER (PARTITION BY m.person_id) AS attempted_last_s,
    SUM(m.status = 30) OVER (PARTITION BY m.person_id ORDER BY m.sent_s, m.message_id
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS unanswered_after,
    COUNT(*) OVER (PARTITION BY m.person_id) AS attempts
  FROM propose_failing p
  JOIN propose_messages m ON m.person_id = p.person_id
) x
JOIN messages w ON w.id = x.message_id
LEFT JOIN outcomes o ON o.id = x.outcome_id
JOIN evidence_codes c ON c.provider = w.provider AND c.code = COALESCE(o.code, '')
  AND c.failure_class = x.failure_class
WHERE x.status > 40 AND x.status < 50 AND x.failure_class IN ({{classes}})
