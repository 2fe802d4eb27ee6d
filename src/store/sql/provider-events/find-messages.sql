-- The provider's id decides, then our own. A message without an id of the provider goes by its own id there. An id
-- that two messages share belongs to the first. Grain: event.
-- Index: messages_by_provider_message, messages_by_message_id, message_provider_ids.PRIMARY.
INSERT INTO event_found (row_no, subject_id)
SELECT s.row_no, MIN(COALESCE(a.id, x.message_id, c.id, b.id))
FROM import_rows s
LEFT JOIN messages a ON a.provider_message_id = s.provider_message_id AND a.provider = s.provider
LEFT JOIN message_provider_ids x ON x.provider = s.provider AND x.provider_message_id = s.provider_message_id
LEFT JOIN messages c ON c.message_id = s.provider_message_id AND c.provider = s.provider
  AND c.provider_message_id IS NULL
LEFT JOIN messages b ON b.message_id = s.client_reference
WHERE s.kind <> 4
GROUP BY s.row_no
