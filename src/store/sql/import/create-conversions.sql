-- Rows of a chunk as they were read. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  conversion_id VARCHAR(64) NOT NULL,
  order_id VARCHAR(64) NULL,
  contact_id VARCHAR(64) NOT NULL,
  message_id VARCHAR(64) NULL,
  kind VARCHAR(32) NOT NULL,
  converted_at DATETIME(3) NOT NULL,
  value_micro BIGINT NOT NULL,
  currency CHAR(3) NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
