-- Contacts that share a number as it is written, where nothing says so yet: they came before phones were judged.
INSERT INTO phone_verdicts (contact_id, verdict, rule, duplicate_of, judged_by, judged_at)
SELECT * FROM (
  SELECT k.id, 'duplicate' AS verdict, 'same-number' AS rule, k.person_id, :library AS judged_by,
    UTC_TIMESTAMP(3) AS judged_at
  FROM contacts k
  LEFT JOIN phone_verdicts v ON v.contact_id = k.id
  WHERE k.id > :after AND k.id <= :last AND k.person_id <> k.id AND v.duplicate_of IS NULL
) x
ON DUPLICATE KEY UPDATE duplicate_of = x.person_id
