-- Persons with a failure of a class that may count. Grain: person.
INSERT INTO propose_failing (person_id)
SELECT DISTINCT m.person_id
FROM propose_messages m
WHERE m.status > 40 AND m.status < 50 AND m.failure_class IN ({{classes}})
