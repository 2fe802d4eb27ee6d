-- Grain: stretch of `seconds`, operator, class, all campaigns. A few failures together are no outage.
SELECT e.sent_s DIV :seconds AS slot, COALESCE(o.carrier, '') AS carrier, e.failure_class, COUNT(*) AS failures,
  SUM(e.attempts > 1) AS known, SUM({{reached}}) AS reached, SUM({{met}}) AS met
FROM number_evidence e
LEFT JOIN outcomes o ON o.id = e.outcome_id
GROUP BY e.sent_s DIV :seconds, COALESCE(o.carrier, ''), e.failure_class
