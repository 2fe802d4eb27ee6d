-- How many rows of the chunk there are, tell of a known subject, or cite what nobody knows. Grain: chunk.
SELECT COUNT(*) AS found_rows,
  COUNT(f.known_id) AS known_rows,
  COALESCE(SUM(f.contact_id < 0 OR f.campaign_id < 0 OR f.variant_id < 0
    OR COALESCE(f.segment_id, 0) < 0 OR COALESCE(f.message_id, 0) < 0), 0) AS refused_rows
FROM import_found f
