-- Compared with what the sending platform said before: where the provider billed otherwise, message_bills has that. A
-- row without an id of the provider says nothing of the id that the provider told.
INSERT INTO import_changed (row_no, id)
SELECT f.row_no, m.id
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
JOIN messages m ON m.id = f.known_id
LEFT JOIN import_seen e ON e.row_no = f.row_no
LEFT JOIN message_bills b ON b.message_id = m.id
WHERE s.is_last = 1
  AND COALESCE(e.is_stale, 0) = 0
  AND NOT (m.provider <=> s.provider
    AND (m.provider_message_id <=> s.provider_message_id OR s.provider_message_id IS NULL)
    AND m.contact_id <=> f.contact_id
    AND m.campaign_id <=> f.campaign_id
    AND m.variant_id <=> f.variant_id
    AND (m.segment_id <=> f.segment_id OR s.segment_id IS NULL)
    AND m.sent_at <=> s.sent_at
    AND COALESCE(b.own_parts, m.parts) <=> s.parts
    AND COALESCE(b.own_cost_micro, m.cost_micro) <=> s.cost_micro
    AND IF(b.message_id IS NULL, m.currency, b.own_currency) <=> s.currency)
