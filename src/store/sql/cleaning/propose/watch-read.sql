-- Whom a rule could take up (2), whose evidence or silence a further message may still change (1), who is silent and
-- nothing else (3), who is healthy (0). Evidence is settled once something sent after it was delivered. A single
-- absence is no evidence yet. Grain: person.
-- Index: number_evidence.PRIMARY, recommendations_by_person, cleaning_flags.PRIMARY, phone_verdicts.PRIMARY.
UPDATE propose_persons p
STRAIGHT_JOIN number_activity a ON a.person_id = p.person_id
LEFT JOIN (
  SELECT f.person_id, MAX(f.sent_s) AS last_s, MAX(t.delivered_last_s) AS delivered_s,
    SUM(f.sent_s > n.positive_s) AS open, SUM(f.sent_s > n.positive_s AND f.failure_class NOT IN ({{absent}})) AS plain
  FROM propose_failed f
  STRAIGHT_JOIN propose_totals t ON t.person_id = f.person_id
  STRAIGHT_JOIN number_activity n ON n.person_id = f.person_id
  GROUP BY f.person_id
) x ON x.person_id = p.person_id
SET a.evidence_last_s = COALESCE(x.last_s, 0),
  a.is_watched = {{watch}}
