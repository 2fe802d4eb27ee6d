-- Ids that receipts and clicks tell beside our own, and that nobody told before. Index: messages_by_message_id,
-- message_provider_ids.PRIMARY.
INSERT IGNORE INTO event_ids (provider, provider_message_id)
SELECT s.provider, s.provider_message_id
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.client_reference
LEFT JOIN message_provider_ids x ON x.provider = s.provider AND x.provider_message_id = s.provider_message_id
WHERE s.kind IN (2, 3)
  AND s.provider_message_id IS NOT NULL
  AND x.message_id IS NULL
  AND NOT (m.provider = s.provider AND COALESCE(m.provider_message_id, m.message_id) = s.provider_message_id)
