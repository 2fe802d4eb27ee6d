-- Events that are not stored yet, each once. Grain: event.
CREATE TEMPORARY TABLE event_new (
  row_no BIGINT UNSIGNED NOT NULL,
  target TINYINT UNSIGNED NOT NULL COMMENT '1 receipts, 2 part_receipts, 3 clicks, 4 opt_outs, 5 inbound',
  subject_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (row_no)
)
