-- For a chunk of nothing but new messages that cite nothing unknown: fewer rows than were staged, or a duplicate
-- key, say that it is not one. In the order of the rows, so that the numbers of the messages are in it too. Index: the
-- unique key of each table.
INSERT INTO messages (message_id, provider, provider_message_id, contact_id, campaign_id, variant_id, segment_id,
  sent_at, parts, cost_micro, currency)
SELECT s.message_id, s.provider, s.provider_message_id, c.id, a.id, COALESCE(v.id, 0),
  IF(s.segment_id IS NULL, COALESCE(c.segment_id, 0), g.id), s.sent_at, s.parts, s.cost_micro, s.currency
FROM import_rows s
STRAIGHT_JOIN contacts c ON c.contact_id = s.contact_id
STRAIGHT_JOIN campaigns a ON a.campaign_id = s.campaign_id
LEFT JOIN variants v ON v.campaign_id = a.id AND v.variant_id = s.variant_id
LEFT JOIN segments g ON g.segment_id = s.segment_id
WHERE (s.variant_id IS NULL OR v.id IS NOT NULL)
  AND (s.segment_id IS NULL OR g.id IS NOT NULL)
ORDER BY s.row_no
