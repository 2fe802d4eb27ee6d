-- Of contacts whose phone is as it should be now.
DELETE v
FROM phone_verdicts v
JOIN import_changed c ON c.id = v.contact_id
JOIN import_rows s ON s.row_no = c.row_no
WHERE s.verdict IS NULL AND v.verdict <> 'duplicate'
