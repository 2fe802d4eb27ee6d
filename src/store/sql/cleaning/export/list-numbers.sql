-- A page of an export, in the order of the first contact with the number; the number as that contact has it.
SELECT
  e.contact_number AS contact_number,
  e.reason AS reason,
  e.source AS source,
  e.source_id AS source_id,
  e.first_at AS first_at,
  e.last_at AS last_at,
  c.phone_enc AS phone_enc,
  c.country AS country,
  r.confidence AS confidence,
  r.first_evidence_at AS first_evidence_at,
  r.last_evidence_at AS last_evidence_at
FROM export_numbers e
STRAIGHT_JOIN contacts c ON c.id = e.contact_number
LEFT JOIN recommendations r ON e.source = 'recommendation' AND r.id = e.source_id
WHERE e.contact_number > :after
ORDER BY e.contact_number
LIMIT :size
