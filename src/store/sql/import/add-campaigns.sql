INSERT INTO campaigns (campaign_id, name, kind, theme, scheduled_at, timezone, randomised_hour, link_count,
  segment_ids, attribution_hours, primary_kind, brand, tags)
SELECT s.campaign_id, s.name, s.kind, s.theme, s.scheduled_at, s.timezone, s.randomised_hour, s.link_count,
  s.segment_ids, s.attribution_hours, s.primary_kind, s.brand, s.tags
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL
ORDER BY f.row_no
