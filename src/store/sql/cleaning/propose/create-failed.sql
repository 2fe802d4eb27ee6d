CREATE TEMPORARY TABLE propose_failed (
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  message_id BIGINT UNSIGNED NOT NULL,
  campaign_id INT UNSIGNED NOT NULL,
  outcome_id INT UNSIGNED NOT NULL,
  failure_class TINYINT NOT NULL,
  delivered_before_s BIGINT NOT NULL,
  unanswered_before INT NOT NULL,
  PRIMARY KEY (person_id, sent_s, message_id)
) ENGINE=InnoDB
