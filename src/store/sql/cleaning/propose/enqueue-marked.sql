-- Persons with a failure that counts now and did not, or did and does not. Index: number_evidence_left_out.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT DISTINCT e.person_id, 2
FROM number_evidence e
WHERE e.left_out IN (1, 2)
