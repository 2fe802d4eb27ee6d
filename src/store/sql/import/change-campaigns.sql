UPDATE campaigns k
JOIN import_changed c ON c.id = k.id
JOIN import_rows s ON s.row_no = c.row_no
SET k.name = s.name,
  k.kind = s.kind,
  k.theme = s.theme,
  k.scheduled_at = s.scheduled_at,
  k.timezone = s.timezone,
  k.randomised_hour = s.randomised_hour,
  k.link_count = s.link_count,
  k.segment_ids = s.segment_ids,
  k.attribution_hours = s.attribution_hours,
  k.primary_kind = s.primary_kind,
  k.brand = s.brand,
  k.tags = s.tags
