-- Grain: stretch of `hours`, operator, class, all campaigns. A few failures together are no outage.
SELECT c.hour DIV :hours AS slot, c.carrier, c.failure_class, SUM(c.failures) AS failures,
  SUM(c.known) AS known, SUM(c.reached) AS reached, SUM(c.met) AS met
FROM propose_cells c
GROUP BY c.hour DIV :hours, c.carrier, c.failure_class
