-- Messages whose pieces must be counted again. Grain: message.
CREATE TEMPORARY TABLE event_pieces (
  message_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (message_id)
)
