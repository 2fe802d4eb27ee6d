-- Ids of this batch that events wait for. Grain: provider's id.
CREATE TEMPORARY TABLE event_ids (
  provider VARCHAR(32) NOT NULL,
  provider_message_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (provider, provider_message_id)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
