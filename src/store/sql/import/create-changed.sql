-- Known subjects that a row of the chunk corrects.
CREATE TEMPORARY TABLE import_changed (
  row_no BIGINT UNSIGNED NOT NULL,
  id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (row_no)
)
