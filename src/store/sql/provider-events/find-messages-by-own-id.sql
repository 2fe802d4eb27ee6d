-- Those that the provider's id does not tell: a message without such an id goes by its own there, else our own id
-- that the provider echoes decides. Index: messages_by_message_id.
UPDATE event_found f
JOIN import_rows s ON s.row_no = f.row_no
LEFT JOIN messages c ON c.message_id = s.provider_message_id AND c.provider = s.provider
  AND c.provider_message_id IS NULL
LEFT JOIN messages b ON b.message_id = s.client_reference
SET f.subject_id = COALESCE(c.id, b.id)
WHERE f.subject_id IS NULL AND COALESCE(c.id, b.id) IS NOT NULL
