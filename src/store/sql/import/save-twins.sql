INSERT INTO phone_verdicts (contact_id, verdict, rule, duplicate_of, judged_by, judged_at)
SELECT * FROM (
  SELECT t.contact_id, 'duplicate' AS verdict, 'same-number' AS rule, t.duplicate_of, :judged_by AS judged_by,
    UTC_TIMESTAMP(3) AS judged_at
  FROM import_twins t
  LEFT JOIN phone_verdicts v ON v.contact_id = t.contact_id
  WHERE t.duplicate_of IS NOT NULL OR v.contact_id IS NOT NULL
) x
ON DUPLICATE KEY UPDATE duplicate_of = x.duplicate_of
