-- Nothing else was wrong with them.
DELETE v
FROM phone_verdicts v
JOIN import_twins t ON t.contact_id = v.contact_id
WHERE t.duplicate_of IS NULL AND v.verdict = 'duplicate'
