CREATE TEMPORARY TABLE import_persons (
  contact_id BIGINT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  old_person_id BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (contact_id)
)
