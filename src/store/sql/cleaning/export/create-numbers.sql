-- What one export holds: a number once, with the oldest of its causes.
CREATE TEMPORARY TABLE export_numbers (
  phone_hmac BINARY(32) NOT NULL PRIMARY KEY,
  source VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source_id BIGINT UNSIGNED NOT NULL,
  reason VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_at DATETIME(3) NOT NULL,
  last_at DATETIME(3) NOT NULL,
  contact_number BIGINT UNSIGNED NOT NULL DEFAULT 0,
  KEY export_numbers_by_contact (contact_number)
) ENGINE=InnoDB
