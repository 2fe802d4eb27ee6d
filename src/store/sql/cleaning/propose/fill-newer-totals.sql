-- Of persons with newer messages; unanswered are only those. Grain: person. Index: number_activity.PRIMARY.
INSERT INTO propose_totals (person_id, delivered_last_s, attempted_last_s, attempts, unanswered)
SELECT m.person_id, GREATEST(MAX(a.reached_s), COALESCE(MAX(IF(m.status = 50, m.sent_s, NULL)), 0)), MAX(m.sent_s),
  MAX(a.attempts) + COUNT(*), SUM(m.status = 30)
FROM propose_messages m
STRAIGHT_JOIN number_activity a ON a.person_id = m.person_id
GROUP BY m.person_id
