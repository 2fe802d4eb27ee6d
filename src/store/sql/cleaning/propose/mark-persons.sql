-- Latest signs of life of each person, 0 = none. Who has no contact any more is nobody. Grain: person.
INSERT INTO propose_marks (person_id, click_s, order_s, engaged_s, sign_s)
SELECT p.person_id,
  COALESCE(MAX(IF(s.kind = 1, s.at_s, 0)), 0),
  COALESCE(MAX(IF(s.kind = 2, s.at_s, 0)), 0),
  COALESCE(MAX(IF(s.kind <= 3, s.at_s, 0)), 0),
  COALESCE(MAX(s.at_s), 0)
FROM propose_persons p
LEFT JOIN propose_signs s ON s.person_id = p.person_id
WHERE EXISTS (SELECT 1 FROM propose_contacts c WHERE c.person_id = p.person_id)
GROUP BY p.person_id
