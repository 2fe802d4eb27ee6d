-- Persons whose last wish was to stop. Grain: person. Index: response_facts_by_person.
SELECT o.person_id
FROM response_facts o
WHERE o.kind IN (1, 2) AND o.occurred_s < :asOf
GROUP BY o.person_id
HAVING MAX(IF(o.kind = 1, o.occurred_s, 0)) >= MAX(IF(o.kind = 2, o.occurred_s, 0))
