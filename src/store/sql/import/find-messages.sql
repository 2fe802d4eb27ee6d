-- Index: the unique key of each table.
INSERT INTO import_found (row_no, known_id, contact_id, campaign_id, variant_id, segment_id)
SELECT s.row_no,
  k.id,
  COALESCE(c.id, -1),
  COALESCE(a.id, -1),
  IF(s.variant_id IS NULL, 0, COALESCE(v.id, -1)),
  IF(s.segment_id IS NULL, COALESCE(c.segment_id, 0), COALESCE(g.id, -1))
FROM import_rows s
LEFT JOIN messages k ON k.message_id = s.message_id
LEFT JOIN contacts c ON c.contact_id = s.contact_id
LEFT JOIN campaigns a ON a.campaign_id = s.campaign_id
LEFT JOIN variants v ON v.campaign_id = a.id AND v.variant_id = s.variant_id
LEFT JOIN segments g ON g.segment_id = s.segment_id
