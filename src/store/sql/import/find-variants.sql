INSERT INTO import_found (row_no, known_id, campaign_id)
SELECT s.row_no, k.id, COALESCE(a.id, -1)
FROM import_rows s
LEFT JOIN campaigns a ON a.campaign_id = s.campaign_id
LEFT JOIN variants k ON k.campaign_id = a.id AND k.variant_id = s.variant_id
