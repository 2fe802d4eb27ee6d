-- Signs of life are as they were: only messages came. What never_engaged counts is not kept while it is possible for
-- nobody. Grain: person. Index: number_activity.PRIMARY.
UPDATE (
  SELECT m.person_id, COUNT(*) AS attempts, SUM(m.status = 50) AS delivered,
    SUM(m.status = 50 AND m.sent_s > n.engaged_s AND r.campaign_id IS NOT NULL) AS silent,
    MIN(IF(m.status = 50 AND m.sent_s > n.engaged_s AND r.campaign_id IS NOT NULL, m.sent_s, NULL)) AS first_silent_s,
    MAX(m.delivered_s) AS delivered_s,
    LEAST(MAX(m.delivered_s), :asOf) AS last_delivered_s,
    MAX(m.sent_s) AS attempted_s,
    MAX(IF(m.status = 50, m.sent_s, 0)) AS reached_s
  FROM propose_messages m
  STRAIGHT_JOIN number_activity n ON n.person_id = m.person_id
  LEFT JOIN propose_rates r ON r.campaign_id = m.campaign_id
  GROUP BY m.person_id
) x
STRAIGHT_JOIN number_activity a ON a.person_id = x.person_id
SET a.attempts = a.attempts + x.attempts,
  a.delivered = a.delivered + x.delivered,
  a.delivered_silent = a.delivered_silent + x.silent,
  a.last_delivered_s = GREATEST(a.last_delivered_s, x.last_delivered_s),
  a.positive_s = GREATEST(a.positive_s, x.last_delivered_s),
  a.inactive_from_s = COALESCE(a.inactive_from_s, x.first_silent_s + :inactiveSeconds),
  a.attempted_last_s = IF(x.delivered_s > :asOf, NULL, x.attempted_s),
  a.reached_s = GREATEST(a.reached_s, x.reached_s)
