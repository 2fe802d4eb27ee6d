-- Grain: campaign, operator, class.
SELECT c.campaign_id, c.carrier, c.failure_class, SUM(c.failures) AS failures,
  SUM(c.known) AS known, SUM(c.reached) AS reached, SUM(c.met) AS met
FROM propose_cells c
GROUP BY c.campaign_id, c.carrier, c.failure_class
