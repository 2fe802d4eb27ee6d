-- Contacts whose number may be a mobile or a fixed line: no verdict is kept of them, whole countries are so.
SELECT k.id, k.contact_id, 'ambiguous_type' AS verdict, 'fixed-line-or-mobile' AS rule, NULL AS raw_masked,
  NULL AS candidate_masked, k.phone_enc, k.phone_kind, k.country, d.contact_id AS same_as, NULL AS judged_by,
  NULL AS judged_at, EXISTS (
    SELECT * FROM person_messages p JOIN message_facts f ON f.message_id = p.message_id
    WHERE p.person_id = k.person_id AND f.delivered_s > 0
  ) AS ever_delivered
FROM contacts k
LEFT JOIN phone_verdicts v ON v.contact_id = k.id
LEFT JOIN contacts d ON d.id = v.duplicate_of
WHERE k.id > :after AND k.phone_kind = 'fixed_line_or_mobile' AND (v.verdict IS NULL OR v.verdict = 'duplicate')
ORDER BY k.id
LIMIT :rows
