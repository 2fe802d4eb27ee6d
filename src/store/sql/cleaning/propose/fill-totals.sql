-- Of persons with a failure that may count. Grain: person.
INSERT INTO propose_totals (person_id, delivered_last_s, attempted_last_s, attempts, unanswered)
SELECT m.person_id, COALESCE(MAX(IF(m.status = 50, m.sent_s, NULL)), 0), MAX(m.sent_s), COUNT(*), SUM(m.status = 30)
FROM propose_failing p
STRAIGHT_JOIN propose_messages m ON m.person_id = p.person_id
GROUP BY m.person_id
