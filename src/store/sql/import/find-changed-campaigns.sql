INSERT INTO import_changed (row_no, id)
SELECT f.row_no, k.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN campaigns k ON k.id = f.known_id
WHERE NOT (k.name <=> s.name
  AND k.kind <=> s.kind
  AND k.theme <=> s.theme
  AND k.scheduled_at <=> s.scheduled_at
  AND k.timezone <=> s.timezone
  AND k.randomised_hour <=> s.randomised_hour
  AND k.link_count <=> s.link_count
  AND k.segment_ids <=> s.segment_ids
  AND k.attribution_hours <=> s.attribution_hours
  AND k.primary_kind <=> s.primary_kind
  AND k.brand <=> s.brand
  AND k.tags <=> s.tags)
