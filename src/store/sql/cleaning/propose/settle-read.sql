-- Whoever has nothing that a rule could take up is done with; the others are judged. Grain: person.
-- Index: number_evidence.PRIMARY, recommendations_by_person, phone_verdicts.PRIMARY.
UPDATE propose_persons p
JOIN cleaning_queue q ON q.person_id = p.person_id
LEFT JOIN number_activity a ON a.person_id = p.person_id
SET q.stage = IF(
  EXISTS (
    SELECT 1 FROM number_evidence e
    WHERE e.person_id = q.person_id AND e.sent_s > COALESCE(a.positive_s, 0))
  OR EXISTS (SELECT 1 FROM recommendations r WHERE r.person_id = q.person_id)
  OR EXISTS (
    SELECT 1 FROM contacts h JOIN contacts c ON c.phone_hmac = h.phone_hmac
    WHERE h.id = q.person_id AND c.id <> h.id)
  OR EXISTS (SELECT 1 FROM phone_verdicts v WHERE v.contact_id = q.person_id AND v.verdict <> 'duplicate')
  OR a.inactive_from_s <= :asOf
  OR (a.engaged_s = 0 AND a.delivered_lately >= :neverDelivered), 2, 3)
