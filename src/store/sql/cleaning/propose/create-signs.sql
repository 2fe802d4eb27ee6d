CREATE TEMPORARY TABLE propose_signs (
  person_id BIGINT UNSIGNED NOT NULL,
  kind TINYINT NOT NULL COMMENT '1 click, 2 order, 3 reply, 4 opt-in or a written opt-out',
  at_s BIGINT NOT NULL,
  PRIMARY KEY (person_id, kind)
) ENGINE=InnoDB
