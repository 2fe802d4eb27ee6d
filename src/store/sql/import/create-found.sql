-- What each row of a chunk names: the subject itself where it is known, and those it cites. -1 = nobody knows it.
CREATE TEMPORARY TABLE import_found (
  row_no BIGINT UNSIGNED NOT NULL,
  known_id BIGINT NULL,
  contact_id BIGINT NOT NULL DEFAULT 0,
  campaign_id BIGINT NOT NULL DEFAULT 0,
  variant_id BIGINT NOT NULL DEFAULT 0,
  segment_id BIGINT NULL DEFAULT 0,
  message_id BIGINT NULL,
  PRIMARY KEY (row_no)
)
