-- Ids that sends tell, or receipts and clicks beside our own, and that events came with before.
-- Index: parked_events_by_provider_message.
INSERT IGNORE INTO event_ids (provider, provider_message_id)
SELECT s.provider, s.provider_message_id
FROM import_rows s
STRAIGHT_JOIN parked_events p ON p.provider_message_id = s.provider_message_id AND p.provider = s.provider
WHERE s.kind = 1 OR (s.kind IN (2, 3) AND s.client_reference IS NOT NULL)
