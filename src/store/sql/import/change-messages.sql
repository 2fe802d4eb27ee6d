-- A file without segments keeps the segment at the time of sending. What the provider billed wins.
UPDATE messages m
JOIN import_changed c ON c.id = m.id
JOIN import_rows s ON s.row_no = c.row_no
JOIN import_found f ON f.row_no = c.row_no
LEFT JOIN message_bills b ON b.message_id = m.id
SET m.provider = s.provider,
  m.provider_message_id = COALESCE(s.provider_message_id, m.provider_message_id),
  m.contact_id = f.contact_id,
  m.campaign_id = f.campaign_id,
  m.variant_id = f.variant_id,
  m.segment_id = IF(s.segment_id IS NULL, m.segment_id, f.segment_id),
  m.sent_at = s.sent_at,
  m.parts = COALESCE(b.parts, s.parts),
  m.cost_micro = IF(b.price IS NULL, s.cost_micro, m.cost_micro),
  m.currency = IF(b.price IS NULL, s.currency, m.currency),
  b.own_parts = s.parts,
  b.own_cost_micro = s.cost_micro,
  b.own_currency = s.currency
