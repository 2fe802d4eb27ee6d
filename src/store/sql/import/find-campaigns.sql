INSERT INTO import_found (row_no, known_id)
SELECT s.row_no, k.id
FROM import_rows s
LEFT JOIN campaigns k ON k.campaign_id = s.campaign_id
