-- Grain: campaign, hour of sending, outcome, class. All evidence is read, once; it is small beside the messages.
INSERT INTO propose_cells (campaign_id, hour, carrier, failure_class, failures, known, reached, met)
SELECT x.campaign_id, x.hour, COALESCE(o.carrier, ''), x.failure_class, x.failures, x.known, x.reached, x.met
FROM (
  SELECT e.campaign_id, e.sent_s DIV 3600 AS hour, e.outcome_id, e.failure_class, COUNT(*) AS failures,
    SUM(e.attempts > 1) AS known, SUM({{reached}}) AS reached, SUM({{met}}) AS met
  FROM number_evidence e
  GROUP BY e.campaign_id, e.sent_s DIV 3600, e.outcome_id, e.failure_class
) x
LEFT JOIN outcomes o ON o.id = x.outcome_id
