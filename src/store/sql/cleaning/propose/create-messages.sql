CREATE TEMPORARY TABLE propose_messages (
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  message_id BIGINT UNSIGNED NOT NULL,
  campaign_id INT UNSIGNED NOT NULL,
  outcome_id INT UNSIGNED NOT NULL,
  status TINYINT NOT NULL,
  failure_class TINYINT NOT NULL,
  delivered_s BIGINT NOT NULL,
  PRIMARY KEY (person_id, sent_s, message_id)
) ENGINE=InnoDB
