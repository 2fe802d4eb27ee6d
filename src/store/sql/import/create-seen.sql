-- What is known already of the messages of a chunk.
CREATE TEMPORARY TABLE import_seen (
  row_no BIGINT UNSIGNED NOT NULL,
  has_event TINYINT NOT NULL COMMENT '1 = this receipt is known',
  is_stale TINYINT NOT NULL COMMENT '1 = a receipt of a higher rank is known: the row is an older picture',
  PRIMARY KEY (row_no)
)
