-- Persons with a failure that counts now and did not, or did and does not. Grain: person.
-- Index: number_evidence_left_out.
INSERT IGNORE INTO propose_weighed (person_id)
SELECT DISTINCT e.person_id
FROM number_evidence e
WHERE e.left_out IN (1, 2) AND e.failure_class IN (1, 2)
