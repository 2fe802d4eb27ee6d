-- Rows that cite what nobody knows. Grain: row.
SELECT f.row_no,
  CASE
    WHEN f.contact_id < 0 THEN 'contact_id'
    WHEN f.campaign_id < 0 THEN 'campaign_id'
    WHEN f.variant_id < 0 THEN 'variant_id'
    WHEN f.segment_id < 0 THEN 'segment_id'
    ELSE 'message_id'
  END AS column_name
FROM import_found f
WHERE f.contact_id < 0 OR f.campaign_id < 0 OR f.variant_id < 0 OR f.segment_id < 0 OR f.message_id < 0
ORDER BY f.row_no
LIMIT :limit
