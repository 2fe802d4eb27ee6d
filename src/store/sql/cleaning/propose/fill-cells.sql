-- Grain: campaign, hour of sending, outcome, class. What is kept is small beside the evidence.
INSERT INTO propose_cells (campaign_id, hour, carrier, failure_class, failures, known, reached, met)
SELECT x.campaign_id, x.hour, COALESCE(o.carrier, ''), x.failure_class, x.failures, x.known, x.reached, x.met
FROM evidence_cells x
LEFT JOIN outcomes o ON o.id = x.outcome_id
