-- Persons with a failure since their last sign of life that counts now and did not, or did and does not.
-- Grain: person. Index: number_evidence_left_out, number_activity.PRIMARY.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT DISTINCT e.person_id, 2
FROM number_evidence e
LEFT JOIN number_activity a ON a.person_id = e.person_id
WHERE e.left_out IN (1, 2) AND e.sent_s > COALESCE(a.positive_s, 0)
