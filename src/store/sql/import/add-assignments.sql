INSERT INTO assignments (campaign_id, contact_id, variant_id, assigned_at)
SELECT f.campaign_id, f.contact_id, f.variant_id, s.assigned_at
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
