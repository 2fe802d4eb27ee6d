-- The same of those failures alone that newer messages may change, see extend-evidence. Call before what is known of the
-- persons changes. Grain: campaign, hour of sending, outcome, class.
-- Index: number_activity.PRIMARY, number_evidence.PRIMARY, evidence_cells.PRIMARY.
INSERT INTO evidence_cells (campaign_id, hour, outcome_id, failure_class, failures, known, reached, met)
SELECT x.campaign_id, x.hour, x.outcome_id, x.failure_class, :sign * x.failures, :sign * x.known, :sign * x.reached,
  :sign * x.met
FROM (
  SELECT e.campaign_id, e.sent_s DIV 3600 AS hour, e.outcome_id, e.failure_class, COUNT(*) AS failures,
    SUM(e.attempts > 1) AS known, SUM({{reached}}) AS reached, SUM({{met}}) AS met
  FROM propose_totals t
  STRAIGHT_JOIN number_activity a ON a.person_id = t.person_id
  STRAIGHT_JOIN number_evidence e ON e.person_id = t.person_id
  WHERE {{extended}}
  GROUP BY e.campaign_id, e.sent_s DIV 3600, e.outcome_id, e.failure_class
) x
ON DUPLICATE KEY UPDATE failures = evidence_cells.failures + :sign * x.failures, known = evidence_cells.known + :sign * x.known,
  reached = evidence_cells.reached + :sign * x.reached, met = evidence_cells.met + :sign * x.met
