-- Rows of a chunk as they were read. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  inbound_id VARCHAR(64) NOT NULL,
  contact_id VARCHAR(64) NOT NULL,
  occurred_at DATETIME(3) NOT NULL,
  text VARCHAR(1600) NULL,
  keyword VARCHAR(64) NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
