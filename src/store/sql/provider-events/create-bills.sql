-- What the batch bills otherwise than the sending platform counted. Grain: message.
CREATE TEMPORARY TABLE event_bills (
  message_id BIGINT UNSIGNED NOT NULL,
  parts SMALLINT UNSIGNED NULL,
  price VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (message_id)
)
