-- Persons with a failure whose code means something else now. Grain: person. Index: number_evidence_by_code.
INSERT IGNORE INTO cleaning_queue (person_id, stage)
SELECT DISTINCT e.person_id, 2
FROM number_evidence e
WHERE e.code_id = :code
