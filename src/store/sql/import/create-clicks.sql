-- Rows of a chunk as they were read; the hash in hex. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  click_id VARCHAR(64) NOT NULL,
  message_id VARCHAR(64) NOT NULL,
  link_id VARCHAR(64) NULL,
  url VARCHAR(2000) NULL,
  clicked_at DATETIME(3) NOT NULL,
  agent_class TINYINT UNSIGNED NOT NULL,
  agent_verdict TINYINT UNSIGNED NOT NULL,
  agent_hash INT UNSIGNED NULL,
  ip_hash CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
