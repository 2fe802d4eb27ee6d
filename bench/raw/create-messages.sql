-- Same keys as messages.
CREATE TABLE raw_messages (
  id BIGINT UNSIGNED NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  contact_id BIGINT UNSIGNED NOT NULL,
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  sent_at DATETIME(3) NOT NULL,
  parts SMALLINT UNSIGNED NOT NULL,
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status TINYINT UNSIGNED NOT NULL,
  failure_class TINYINT UNSIGNED NOT NULL,
  delivered_at DATETIME(3) NULL,
  send_hour SMALLINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY raw_messages_by_message_id (message_id),
  KEY raw_messages_by_contact (contact_id, sent_at),
  KEY raw_messages_by_campaign (campaign_id, sent_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
