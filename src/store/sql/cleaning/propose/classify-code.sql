-- What failed messages with this code at this carrier were taken for. Grain: class. Index: outcomes_by_all.
SELECT DISTINCT u.failure_class
FROM outcomes u
WHERE u.carrier = :carrier AND u.code = :code AND u.status BETWEEN 41 AND 44
ORDER BY u.failure_class
