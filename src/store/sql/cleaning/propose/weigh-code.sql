-- Persons with a failure of a code that means something else now. Grain: person. Index: number_evidence_by_code.
INSERT IGNORE INTO propose_weighed (person_id)
SELECT DISTINCT e.person_id
FROM number_evidence e
WHERE e.code_id = :code AND e.failure_class IN (1, 2)
