-- The last human click of each flagged person, at any time after sending, and its last conversion of any kind.
-- Index: person_findings.PRIMARY, click_facts_by_person, conversion_facts_by_person.
UPDATE person_findings p
SET p.last_click_s = COALESCE((
    SELECT MAX(k.clicked_ms DIV 1000)
    FROM click_facts k
    WHERE k.person_id = p.person_id AND k.verdict = 1 AND k.clicked_ms < :asOf * 1000
  ), 0),
  p.last_order_s = COALESCE((
    SELECT MAX(o.converted_s) FROM conversion_facts o WHERE o.person_id = p.person_id AND o.converted_s < :asOf
  ), 0)
WHERE p.run_id = :run
