-- Rows of a chunk as they were read: receipts without their messages. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  provider VARCHAR(32) NOT NULL,
  status TINYINT UNSIGNED NOT NULL,
  failure_class TINYINT UNSIGNED NOT NULL,
  raw_code VARCHAR(32) NULL,
  code_field VARCHAR(32) NULL,
  is_known_code TINYINT UNSIGNED NOT NULL COMMENT 'see create-messages.sql',
  carrier VARCHAR(48) NULL,
  occurred_at DATETIME(3) NOT NULL,
  event_key BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
