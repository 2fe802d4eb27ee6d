-- Persons with a failure since their last sign of life whose code means something else now. Grain: person.
-- Index: number_evidence_by_code, number_activity.PRIMARY.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT DISTINCT e.person_id, 2
FROM number_evidence e
LEFT JOIN number_activity a ON a.person_id = e.person_id
WHERE e.code_id = :code AND e.sent_s > COALESCE(a.positive_s, 0)
