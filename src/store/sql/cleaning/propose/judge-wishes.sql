-- Latest wish to stop and to start again. Grain: person. Index: response_facts_by_person.
SELECT p.person_id, MAX(IF(k.kind = 1, k.occurred_s, 0)) AS out_s, MAX(IF(k.kind = 2, k.occurred_s, 0)) AS in_s
FROM propose_persons p
STRAIGHT_JOIN response_facts k ON k.person_id = p.person_id
WHERE k.kind IN (1, 2) AND k.occurred_s <= :asOf
GROUP BY p.person_id
