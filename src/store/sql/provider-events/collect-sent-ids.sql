INSERT INTO event_ids (provider, provider_message_id)
SELECT DISTINCT s.provider, s.provider_message_id
FROM import_rows s
WHERE s.kind = 1 AND s.provider_message_id IS NOT NULL
