INSERT INTO messages (message_id, provider, provider_message_id, contact_id, campaign_id, variant_id, segment_id,
  sent_at, parts, cost_micro, currency)
SELECT s.message_id, s.provider, s.provider_message_id, f.contact_id, f.campaign_id, f.variant_id, f.segment_id,
  s.sent_at, s.parts, s.cost_micro, s.currency
FROM import_found f
JOIN import_rows s ON s.row_no = f.row_no
WHERE f.known_id IS NULL AND s.is_last = 1
ORDER BY f.row_no
