-- Grain: person. Index: click_facts_by_person.
INSERT INTO propose_signs (person_id, kind, at_s)
SELECT p.person_id, 1, MAX(k.clicked_ms) DIV 1000
FROM propose_persons p
STRAIGHT_JOIN click_facts k ON k.person_id = p.person_id
WHERE k.verdict = 1 AND k.clicked_ms <= :asOf * 1000
GROUP BY p.person_id
