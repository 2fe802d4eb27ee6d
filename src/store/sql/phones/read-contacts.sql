-- Contacts with what they wrote as a phone, in the order of their ids. Grain: contact.
SELECT k.id, k.contact_id, k.person_id, k.phone_hmac, k.phone_enc, k.phone_kind, k.phone_valid, k.country, k.timezone,
  s.segment_id, k.created_at, v.verdict, v.rule, v.raw_enc, v.candidate_hmac
FROM contacts k
LEFT JOIN segments s ON s.id = k.segment_id
LEFT JOIN phone_verdicts v ON v.contact_id = k.id
WHERE k.id > :after
ORDER BY k.id
LIMIT :rows
