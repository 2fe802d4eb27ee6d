-- Persons in work; made again for each portion, as the other tables.
CREATE TEMPORARY TABLE propose_persons (person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY) ENGINE=InnoDB
