-- The next persons of a stage. Index: cleaning_queue_by_stage.
INSERT INTO propose_persons (person_id)
SELECT q.person_id
FROM cleaning_queue q
WHERE q.stage = :stage
ORDER BY q.person_id
LIMIT :size
