-- Grain: campaign, operator, class. All evidence is read; it is small beside the messages.
SELECT e.campaign_id, COALESCE(o.carrier, '') AS carrier, e.failure_class, COUNT(*) AS failures,
  SUM(e.attempts > 1) AS known, SUM({{reached}}) AS reached, SUM({{met}}) AS met
FROM number_evidence e
LEFT JOIN outcomes o ON o.id = e.outcome_id
GROUP BY e.campaign_id, COALESCE(o.carrier, ''), e.failure_class
