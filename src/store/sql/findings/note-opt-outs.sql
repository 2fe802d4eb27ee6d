-- Persons of a range whose last wish was to stop. Index: response_facts_by_person.
UPDATE person_findings p
JOIN (
  SELECT o.person_id
  FROM response_facts o
  WHERE o.person_id > :after AND o.person_id <= :upTo AND o.kind IN (1, 2) AND o.occurred_s < :asOf
    {{received-response}}
  GROUP BY o.person_id
  HAVING MAX(IF(o.kind = 1, o.occurred_s, 0)) >= MAX(IF(o.kind = 2, o.occurred_s, 0))
) x ON x.person_id = p.person_id
SET p.is_reachable = 0
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
