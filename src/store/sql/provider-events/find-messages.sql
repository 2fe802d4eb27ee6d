-- By the provider's id. An id that two messages share belongs to the first. Grain: event.
-- Index: messages_by_provider_message, message_provider_ids.PRIMARY.
INSERT INTO event_found (row_no, subject_id)
SELECT s.row_no, MIN(COALESCE(m.id, x.message_id))
FROM import_rows s
LEFT JOIN messages m ON m.provider_message_id = s.provider_message_id AND m.provider = s.provider
LEFT JOIN message_provider_ids x ON x.provider = s.provider AND x.provider_message_id = s.provider_message_id
WHERE s.kind <> 4
GROUP BY s.row_no
