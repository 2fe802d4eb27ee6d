-- Rows of a chunk as they were read. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  campaign_id VARCHAR(64) NOT NULL,
  contact_id VARCHAR(64) NOT NULL,
  variant_id VARCHAR(64) NOT NULL,
  assigned_at DATETIME(3) NOT NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
