-- Another zone moves local hours; another person is found when persons are resolved.
INSERT IGNORE INTO rollup_touched_contacts (contact_id, reason)
SELECT k.id, 'import'
FROM import_changed c
JOIN import_rows s ON s.row_no = c.row_no
JOIN contacts k ON k.id = c.id
WHERE NOT k.timezone <=> s.timezone
