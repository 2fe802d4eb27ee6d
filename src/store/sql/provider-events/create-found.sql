-- Whose each event is: messages.id, of inbound messages contacts.id; null = nobody's yet. Grain: event.
CREATE TEMPORARY TABLE event_found (
  row_no BIGINT UNSIGNED NOT NULL,
  subject_id BIGINT UNSIGNED NULL,
  PRIMARY KEY (row_no)
)
