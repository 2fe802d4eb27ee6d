-- The last human click of each person of a range, at any time after sending. Index: click_facts_by_person.
UPDATE person_findings p
JOIN (
  SELECT k.person_id, MAX(k.clicked_ms DIV 1000) AS last_s
  FROM click_facts k
  WHERE k.person_id > :after AND k.person_id <= :upTo AND k.verdict = 1 AND k.clicked_ms < :asOf * 1000
    {{received-click}}
  GROUP BY k.person_id
) x ON x.person_id = p.person_id
SET p.last_click_s = x.last_s
WHERE p.run_id = :run AND p.person_id > :after AND p.person_id <= :upTo
