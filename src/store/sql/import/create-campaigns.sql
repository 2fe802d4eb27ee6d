-- Rows of a chunk as they were read. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  campaign_id VARCHAR(64) NOT NULL,
  name VARCHAR(200) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  theme VARCHAR(100) NULL,
  scheduled_at DATETIME(3) NULL,
  timezone VARCHAR(64) NULL,
  randomised_hour TINYINT NOT NULL,
  link_count SMALLINT UNSIGNED NOT NULL,
  segment_ids VARCHAR(2000) NULL,
  attribution_hours SMALLINT UNSIGNED NOT NULL,
  primary_kind VARCHAR(32) NOT NULL,
  brand VARCHAR(64) NULL,
  tags VARCHAR(1000) NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
