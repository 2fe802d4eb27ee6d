-- What failed before a contact got the number it has went to another one. Grain: message that may count, newest first,
-- at most a few hundred a person matter. Index: number_evidence.PRIMARY, messages.PRIMARY.
SELECT e.person_id, e.sent_s, e.message_id, e.campaign_id, e.failure_class, e.left_out, e.unanswered_after,
  c.provider, c.code, IF(c.is_distrusted & IF(e.delivered_before_s > 0, 1, 2), LEAST(c.weight, 1), c.weight) AS weight, COALESCE(o.carrier, '') AS carrier
FROM propose_persons p
STRAIGHT_JOIN number_evidence e ON e.person_id = p.person_id
JOIN evidence_codes c ON c.id = e.code_id
JOIN messages m ON m.id = e.message_id
JOIN contacts h ON h.id = m.contact_id
LEFT JOIN outcomes o ON o.id = e.outcome_id
WHERE e.sent_s <= :asOf
  AND (h.phone_since IS NULL OR m.sent_at >= h.phone_since)
ORDER BY e.person_id, e.sent_s DESC
