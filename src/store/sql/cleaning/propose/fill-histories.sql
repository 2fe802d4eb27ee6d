-- How often a code condemned a number by the rules, and the number was reached afterwards. Failures between two
-- deliveries of a person have the same delivered_before_s. What was out of reach beside it is not set against it: that a
-- code speaks of who is only away is what is to be found out. Grain: person, code, whether the number was reached before.
-- Index: number_evidence.PRIMARY.
INSERT INTO code_histories (person_id, code_id, was_reached, condemned, reached_later)
SELECT x.person_id, x.code_id, x.was_reached, COUNT(*), SUM(x.reached)
FROM (
  SELECT e.person_id, e.code_id, e.delivered_before_s > 0 AS was_reached, MAX(e.delivered_last_s) > MAX(e.sent_s) AS reached
  FROM propose_weighed w
  STRAIGHT_JOIN number_evidence e ON e.person_id = w.person_id
  JOIN evidence_codes c ON c.id = e.code_id
  WHERE e.left_out = 0 AND c.weight >= 2 AND e.failure_class IN (1, 2)
  GROUP BY e.person_id, e.code_id, e.delivered_before_s, c.weight
  HAVING COUNT(*) >= IF(c.weight = 3, :strong, :medium)
    AND COUNT(DISTINCT e.campaign_id) >= :campaigns
    AND MAX(e.sent_s) - MIN(e.sent_s) >= IF(c.weight = 3, :strongSeconds, :mediumSeconds)
) x
GROUP BY x.person_id, x.code_id, x.was_reached
