-- Contacts of which it must be said again whose number they share. Grain: contact.
CREATE TEMPORARY TABLE import_twins (
  contact_id BIGINT UNSIGNED NOT NULL,
  duplicate_of BIGINT UNSIGNED NULL,
  PRIMARY KEY (contact_id)
)
