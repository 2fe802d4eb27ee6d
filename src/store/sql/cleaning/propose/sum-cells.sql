-- All evidence anew. Grain: campaign, hour of sending, outcome, class.
INSERT INTO evidence_cells (campaign_id, hour, outcome_id, failure_class, failures, known, reached, met)
SELECT e.campaign_id, e.sent_s DIV 3600, e.outcome_id, e.failure_class, COUNT(*), SUM(e.attempts > 1),
  SUM({{reached}}), SUM({{met}})
FROM number_evidence e
GROUP BY e.campaign_id, e.sent_s DIV 3600, e.outcome_id, e.failure_class
