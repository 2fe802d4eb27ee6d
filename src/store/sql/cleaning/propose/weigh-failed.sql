-- Persons whom a code may condemn once more. Who never was reached is condemned by a code once, and stays so.
-- Grain: person. Index: number_activity.PRIMARY, number_evidence.PRIMARY, code_histories.PRIMARY.
INSERT IGNORE INTO propose_weighed (person_id)
SELECT DISTINCT f.person_id
FROM propose_failed f
STRAIGHT_JOIN number_activity a ON a.person_id = f.person_id
STRAIGHT_JOIN number_evidence e ON e.person_id = f.person_id AND e.sent_s = f.sent_s AND e.message_id = f.message_id
LEFT JOIN code_histories h ON h.person_id = e.person_id AND h.code_id = e.code_id AND h.was_reached = 0
WHERE e.failure_class IN (1, 2) AND (a.reached_s > 0 OR h.person_id IS NULL)
