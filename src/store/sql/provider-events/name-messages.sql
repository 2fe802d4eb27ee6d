-- The first id of a message goes to the message itself. Index: messages_by_message_id.
UPDATE import_rows s
STRAIGHT_JOIN messages m ON m.message_id = s.client_reference
SET m.provider_message_id = s.provider_message_id
WHERE s.kind = 1
  AND s.provider_message_id <> m.message_id
  AND m.provider_message_id IS NULL
  AND m.provider = s.provider
