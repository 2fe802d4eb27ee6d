-- Any other id of it, and all that receipts and clicks tell: a message without an id still goes by its own, whatever
-- came first. Index: messages_by_message_id, message_provider_ids.PRIMARY.
INSERT IGNORE INTO message_provider_ids (provider, provider_message_id, message_id)
SELECT s.provider, s.provider_message_id, m.id
FROM import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.client_reference
WHERE s.kind IN (1, 2, 3)
  AND s.provider_message_id IS NOT NULL
  AND NOT (m.provider = s.provider AND COALESCE(m.provider_message_id, m.message_id) = s.provider_message_id)
