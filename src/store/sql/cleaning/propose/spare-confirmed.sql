-- Whose only news are failures that say once more what is proposed already: by the first rule (R1), of a number that is
-- nobody else's, by codes that prove it firmly, and too few to write it again. They are not judged. Grain: person.
-- Index: recommendations_by_person, number_activity.PRIMARY, number_evidence.PRIMARY.
UPDATE cleaning_queue q
JOIN (
  SELECT t.person_id, SUM(c.weight > 0 AND e.left_out = 0) AS failures,
    SUM(c.weight > 0 AND e.left_out = 0 AND e.sent_s <= TIMESTAMPDIFF(SECOND, '1970-01-01', r.last_evidence_at)) AS written,
    SUM(f.message_id IS NOT NULL AND e.failure_class = 1 AND c.weight = 3 AND c.is_distrusted = 0) AS firm
  FROM propose_totals t
  STRAIGHT_JOIN recommendations r ON r.person_id = t.person_id AND r.is_open = 1
  STRAIGHT_JOIN number_activity a ON a.person_id = t.person_id
  STRAIGHT_JOIN number_evidence e ON e.person_id = t.person_id AND e.sent_s > a.positive_s
  JOIN evidence_codes c ON c.id = e.code_id
  LEFT JOIN propose_failed f ON f.person_id = e.person_id AND f.sent_s = e.sent_s AND f.message_id = e.message_id
  WHERE r.state = 'proposed' AND r.rule_id = 'R1'
    AND NOT EXISTS (SELECT 1 FROM recommendations o WHERE o.person_id = t.person_id AND o.is_open = 1 AND o.id <> r.id)
    AND (SELECT COUNT(*) FROM propose_contacts d WHERE d.person_id = t.person_id) = 1
  GROUP BY t.person_id
) x ON x.person_id = q.person_id
JOIN (
  SELECT m.person_id, COUNT(*) AS messages
  FROM propose_messages m
  GROUP BY m.person_id
) y ON y.person_id = q.person_id
SET q.stage = 3
WHERE q.stage = 2 AND x.firm = y.messages AND x.failures < x.written * :toldAgain
