INSERT INTO import_found (row_no, known_id, campaign_id, contact_id, variant_id)
SELECT s.row_no, k.contact_id, COALESCE(a.id, -1), COALESCE(c.id, -1), COALESCE(v.id, -1)
FROM import_rows s
LEFT JOIN campaigns a ON a.campaign_id = s.campaign_id
LEFT JOIN contacts c ON c.contact_id = s.contact_id
LEFT JOIN variants v ON v.campaign_id = a.id AND v.variant_id = s.variant_id
LEFT JOIN assignments k ON k.campaign_id = a.id AND k.contact_id = c.id AND k.variant_id = v.id
