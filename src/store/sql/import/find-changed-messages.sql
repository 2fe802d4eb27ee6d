INSERT INTO import_changed (row_no, id)
SELECT f.row_no, m.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN messages m ON m.id = f.known_id
LEFT JOIN import_seen e ON e.row_no = f.row_no
WHERE s.is_last = 1
  AND COALESCE(e.is_stale, 0) = 0
  AND NOT (m.provider <=> s.provider
    AND m.provider_message_id <=> s.provider_message_id
    AND m.contact_id <=> f.contact_id
    AND m.campaign_id <=> f.campaign_id
    AND m.variant_id <=> f.variant_id
    AND (m.segment_id <=> f.segment_id OR s.segment_id IS NULL)
    AND m.sent_at <=> s.sent_at
    AND m.parts <=> s.parts
    AND m.cost_micro <=> s.cost_micro
    AND m.currency <=> s.currency)
