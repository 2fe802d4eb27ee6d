-- Grain: person. Index: response_facts_by_person.
INSERT INTO propose_signs (person_id, kind, at_s)
SELECT p.person_id, 3, MAX(k.occurred_s)
FROM propose_persons p
STRAIGHT_JOIN response_facts k ON k.person_id = p.person_id
WHERE k.kind = 3 AND k.occurred_s <= :asOf
GROUP BY p.person_id
