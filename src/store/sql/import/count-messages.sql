-- How the rows came out; a row that is neither applied nor stale told nothing new. Grain: chunk.
SELECT COALESCE(SUM(
    CASE
      WHEN f.known_id IS NULL THEN s.is_event = 1 OR s.is_last = 1
      WHEN c.row_no IS NOT NULL THEN 1
      ELSE s.is_event = 1 AND COALESCE(e.has_event, 0) = 0 AND COALESCE(e.is_stale, 0) = 0
    END), 0) AS applied_rows,
  COALESCE(SUM(
    CASE
      WHEN f.known_id IS NULL THEN s.is_event = 0 AND s.is_last = 0
      WHEN c.row_no IS NOT NULL THEN 0
      ELSE s.is_event = 1 AND COALESCE(e.has_event, 0) = 0 AND COALESCE(e.is_stale, 0) = 1
    END), 0) AS stale_rows
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN import_seen e ON e.row_no = f.row_no
LEFT JOIN import_changed c ON c.row_no = f.row_no
