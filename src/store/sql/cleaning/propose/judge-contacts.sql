-- Grain: contact. Index: contacts.PRIMARY, phone_verdicts.PRIMARY, number_activity.PRIMARY.
SELECT p.person_id, c.id, c.contact_id, COALESCE(c.segment_id, 0) AS segment_id, c.phone_hmac, c.phone_enc,
  c.phone_kind, c.country, v.verdict, v.rule, v.candidate_enc, v.candidate_masked,
  v.candidate_hmac <=> c.phone_hmac AND v.candidate_hmac IS NOT NULL AS is_notation,
  a.attempts, a.delivered, a.delivered_lately, a.delivered_silent, a.last_delivered_s, a.last_click_s, a.engaged_s,
  a.ordered_s, a.positive_s, a.expected_clicks, a.inactive_from_s
FROM propose_contacts p
STRAIGHT_JOIN contacts c ON c.id = p.contact_id
LEFT JOIN phone_verdicts v ON v.contact_id = c.id
LEFT JOIN number_activity a ON a.person_id = p.person_id
ORDER BY p.person_id, c.id
