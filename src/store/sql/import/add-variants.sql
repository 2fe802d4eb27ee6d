INSERT INTO variants (campaign_id, variant_id, label, text, planned_share, is_control, is_holdout)
SELECT f.campaign_id, s.variant_id, s.label, s.text, s.planned_share, s.is_control, s.is_holdout
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
