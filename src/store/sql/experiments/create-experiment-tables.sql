-- Who is in the test at hand, and what they did. Temporary: nothing of it stays.
-- An outcome counts from start_s on: assignment, in a test of send times the first message. counted 0 = in such a test
-- and not sent to yet, so no outcome.
CREATE TEMPORARY TABLE experiment_persons (
  person_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  variant_id INT UNSIGNED NOT NULL,
  assigned_s BIGINT NOT NULL,
  start_s BIGINT NOT NULL,
  counted TINYINT NOT NULL
);
CREATE TEMPORARY TABLE experiment_conversions (
  variant_id INT UNSIGNED NOT NULL,
  person_id BIGINT UNSIGNED NOT NULL,
  kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value_micro BIGINT NOT NULL
)
