-- What the cubes must hold, from facts alone, at the finest key of the cubes of messages and of durations. Temporary.
CREATE TEMPORARY TABLE verify_cells (
  campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  slot INT NOT NULL,
  send_hour SMALLINT NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  {{measure-definitions}}
);
CREATE TEMPORARY TABLE verify_times (
  campaign_id INT UNSIGNED NOT NULL,
  segment_id INT UNSIGNED NOT NULL,
  day INT NOT NULL,
  measure TINYINT NOT NULL,
  bucket SMALLINT NOT NULL,
  n BIGINT NOT NULL
)
