-- Takes (`sign` = -1) the failures of the persons taken, and of whoever stood for one of their contacts before, out of
-- the cells, or adds (1) them as they are now. Grain: campaign, hour of sending, outcome, class.
-- Index: number_evidence.PRIMARY, evidence_cells.PRIMARY.
INSERT INTO evidence_cells (campaign_id, hour, outcome_id, failure_class, failures, known, reached, met)
SELECT x.campaign_id, x.hour, x.outcome_id, x.failure_class, :sign * x.failures, :sign * x.known, :sign * x.reached,
  :sign * x.met
FROM (
  SELECT e.campaign_id, e.sent_s DIV 3600 AS hour, e.outcome_id, e.failure_class, COUNT(*) AS failures,
    SUM(e.attempts > 1) AS known, SUM({{reached}}) AS reached, SUM({{met}}) AS met
  FROM propose_contacts p
  STRAIGHT_JOIN number_evidence e ON e.person_id = p.contact_id
  GROUP BY e.campaign_id, e.sent_s DIV 3600, e.outcome_id, e.failure_class
) x
ON DUPLICATE KEY UPDATE failures = evidence_cells.failures + :sign * x.failures, known = evidence_cells.known + :sign * x.known,
  reached = evidence_cells.reached + :sign * x.reached, met = evidence_cells.met + :sign * x.met
