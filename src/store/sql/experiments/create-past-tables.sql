-- Messages, receipts and clicks of the test as they stood at an earlier moment, in the shape of message_facts and
-- click_facts. Temporary: nothing of it stays.
CREATE TEMPORARY TABLE experiment_messages (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  sent_s BIGINT NOT NULL,
  status TINYINT NOT NULL,
  delivered_ms BIGINT NOT NULL,
  delivered_s BIGINT NOT NULL,
  clicks INT NOT NULL,
  cost_micro BIGINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
);
CREATE TEMPORARY TABLE experiment_receipts (
  message_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  status TINYINT NOT NULL,
  delivered_ms BIGINT NOT NULL
);
CREATE TEMPORARY TABLE experiment_clicks (
  click_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  message_id BIGINT UNSIGNED NOT NULL,
  clicked_ms BIGINT NOT NULL,
  verdict TINYINT NOT NULL,
  KEY experiment_clicks_by_message (message_id)
)
