CREATE TEMPORARY TABLE propose_totals (
  person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  delivered_last_s BIGINT NOT NULL,
  attempted_last_s BIGINT NOT NULL,
  attempts INT NOT NULL,
  unanswered INT NOT NULL
) ENGINE=InnoDB
