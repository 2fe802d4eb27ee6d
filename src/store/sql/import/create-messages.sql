-- Rows of a chunk as they were read: a message and a receipt of it. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  provider VARCHAR(32) NOT NULL,
  provider_message_id VARCHAR(64) NULL,
  contact_id VARCHAR(64) NOT NULL,
  campaign_id VARCHAR(64) NOT NULL,
  variant_id VARCHAR(64) NULL,
  segment_id VARCHAR(64) NULL,
  sent_at DATETIME(3) NOT NULL,
  parts SMALLINT UNSIGNED NOT NULL,
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) NULL,
  status TINYINT UNSIGNED NOT NULL,
  failure_class TINYINT UNSIGNED NOT NULL,
  raw_code VARCHAR(32) NULL,
  carrier VARCHAR(48) NULL,
  occurred_at DATETIME(3) NOT NULL,
  event_key BIGINT UNSIGNED NOT NULL,
  is_last TINYINT NOT NULL COMMENT '1 = the last row of the chunk that tells of this message',
  is_event TINYINT NOT NULL COMMENT '0 = an earlier row of the chunk has the same receipt',
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
