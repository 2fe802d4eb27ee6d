-- Work table of one connection: a range of persons. Grain: person, segment.
CREATE TEMPORARY TABLE finding_counts (
  person_id BIGINT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  is_panel TINYINT NOT NULL,
  last_sent_s BIGINT NOT NULL,
  delivered_7 INT NOT NULL,
  delivered_30 INT NOT NULL,
  delivered_90 INT NOT NULL,
  recent INT NOT NULL,
  earlier INT NOT NULL,
  recent_dose INT NOT NULL,
  earlier_dose INT NOT NULL,
  clicked_recent INT NOT NULL,
  clicked_earlier INT NOT NULL,
  expected_recent_nano BIGINT NOT NULL,
  expected_earlier_nano BIGINT NOT NULL,
  PRIMARY KEY (person_id, segment_id)
) ENGINE=InnoDB
