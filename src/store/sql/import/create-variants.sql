-- Rows of a chunk as they were read. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  campaign_id VARCHAR(64) NOT NULL,
  variant_id VARCHAR(64) NOT NULL,
  label VARCHAR(200) NOT NULL,
  text TEXT NULL,
  planned_share DECIMAL(9,6) NULL,
  is_control TINYINT NOT NULL,
  is_holdout TINYINT NOT NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
