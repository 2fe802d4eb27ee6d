CREATE TEMPORARY TABLE propose_contacts (
  contact_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  person_id BIGINT UNSIGNED NOT NULL,
  KEY propose_contacts_by_person (person_id)
) ENGINE=InnoDB
