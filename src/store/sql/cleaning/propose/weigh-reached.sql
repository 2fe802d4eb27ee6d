-- Persons who were reached after a failure. Grain: person. Index: number_activity.PRIMARY.
INSERT IGNORE INTO propose_weighed (person_id)
SELECT DISTINCT m.person_id
FROM propose_messages m
STRAIGHT_JOIN number_activity a ON a.person_id = m.person_id
WHERE m.status = 50 AND a.evidence_last_s > 0
