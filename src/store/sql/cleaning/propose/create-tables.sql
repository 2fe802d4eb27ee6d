-- Persons in work, their contacts, final messages, signs of life; emptied and filled again for each portion.
CREATE TEMPORARY TABLE propose_persons (person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB
