-- A page of an export, in the order of the keyed hash (the same each time); the number as one of its contacts has it.
SELECT
  e.phone_hmac AS phone_hmac,
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
LEFT JOIN contacts c ON c.id = (
  SELECT MIN(k.id) FROM contacts k WHERE k.phone_hmac = e.phone_hmac AND k.phone_enc IS NOT NULL
)
LEFT JOIN recommendations r ON e.source = 'recommendation' AND r.id = e.source_id
WHERE e.phone_hmac > :after
ORDER BY e.phone_hmac
LIMIT :size
