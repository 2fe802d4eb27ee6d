-- Contacts with a verdict, in the order of their ids; all verdicts where :verdict is empty. A delivery to the person
-- speaks against what the plan says. Indexes: phone_verdicts_by_verdict, person_messages.
SELECT k.id, k.contact_id, v.verdict, v.rule, v.raw_masked, v.candidate_masked, k.phone_enc, k.phone_kind, k.country,
  d.contact_id AS same_as, v.judged_by, v.judged_at,
  EXISTS (
    SELECT * FROM person_messages p JOIN message_facts f ON f.message_id = p.message_id
    WHERE p.person_id = k.person_id AND f.delivered_s > 0
  ) AS ever_delivered
FROM phone_verdicts v
JOIN contacts k ON k.id = v.contact_id
LEFT JOIN contacts d ON d.id = v.duplicate_of
WHERE v.contact_id > :after AND (:verdict = '' OR v.verdict = :verdict
  OR (:verdict = 'duplicate' AND v.duplicate_of IS NOT NULL))
ORDER BY v.contact_id
LIMIT :rows
