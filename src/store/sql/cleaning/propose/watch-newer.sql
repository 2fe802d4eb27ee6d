-- The same of whoever was appended to, from what is kept of their failures. Grain: person.
-- Index: number_activity.PRIMARY, number_evidence.PRIMARY.
UPDATE propose_persons p
STRAIGHT_JOIN propose_totals t ON t.person_id = p.person_id
STRAIGHT_JOIN number_activity a ON a.person_id = p.person_id
LEFT JOIN (
  SELECT e.person_id, MAX(e.sent_s) AS last_s, MAX(n.reached_s) AS delivered_s,
    SUM(e.sent_s > n.positive_s) AS open, SUM(e.sent_s > n.positive_s AND e.failure_class NOT IN ({{absent}})) AS plain
  FROM propose_marks k
  STRAIGHT_JOIN number_activity n ON n.person_id = k.person_id
  STRAIGHT_JOIN number_evidence e ON e.person_id = k.person_id
  GROUP BY e.person_id
) x ON x.person_id = p.person_id
SET a.evidence_last_s = COALESCE(x.last_s, 0),
  a.is_watched = {{watch}}
