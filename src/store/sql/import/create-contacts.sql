-- Rows of a chunk as they were read; hash and cipher in hex. Grain: row of the file.
CREATE TEMPORARY TABLE import_rows (
  row_no BIGINT UNSIGNED NOT NULL,
  contact_id VARCHAR(64) NOT NULL,
  phone_hmac CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  phone_enc VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  phone_kind VARCHAR(24) NULL,
  phone_valid TINYINT NULL,
  country CHAR(2) NULL,
  timezone VARCHAR(64) NULL,
  segment_id VARCHAR(64) NULL,
  created_at DATETIME(3) NULL,
  verdict VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  rule VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
  raw_masked VARCHAR(64) NULL,
  raw_enc VARCHAR(600) CHARACTER SET ascii COLLATE ascii_bin NULL,
  candidate_hmac CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  candidate_enc VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
  candidate_masked VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  judged_by VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (row_no)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
