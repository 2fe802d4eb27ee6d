import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE pull_sources (
    source VARCHAR(32) ${ASCII} NOT NULL COMMENT 'marketing_platform',
    lease_owner VARCHAR(64) ${ASCII} NULL COMMENT 'who pulls now; null = nobody',
    lease_until DATETIME(3) NULL COMMENT 'UTC; later than this the lease is lost',
    next_request_at DATETIME(3) NULL COMMENT 'UTC; the account may not be asked sooner, whoever asks',
    started_at DATETIME(3) NULL COMMENT 'UTC, last pull',
    finished_at DATETIME(3) NULL COMMENT 'UTC, last pull that went through',
    last_error VARCHAR(300) NULL COMMENT 'why the last pull stopped; null = it went through',
    PRIMARY KEY (source)
  ) ${TABLE}'platforms that are asked for what is new: who does it, and when the account may be asked again'`);

  await knex.raw(`CREATE TABLE pull_cursors (
    source VARCHAR(32) ${ASCII} NOT NULL COMMENT 'pull_sources.source',
    kind VARCHAR(16) ${ASCII} NOT NULL COMMENT 'opt_outs, runs, clicks or statistics',
    subject VARCHAR(40) ${ASCII} NOT NULL COMMENT 'id of a list, list:24, or a run''s id',
    position DATETIME(3) NULL COMMENT 'UTC; everything before is pulled; null = no pass has ended, or the platform knows no since',
    pass_from DATETIME(3) NULL COMMENT 'UTC; what the pass under way asks from; null = none is under way',
    pass_started_at DATETIME(3) NULL COMMENT 'UTC; becomes the position when the pass ends',
    next_offset INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'rows of the pass that are stored',
    total_rows INT UNSIGNED NULL COMMENT 'rows there were when the last pass ended',
    read_rows INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'last pass: read = applied + duplicate + parked + refused',
    applied_rows INT UNSIGNED NOT NULL DEFAULT 0,
    duplicate_rows INT UNSIGNED NOT NULL DEFAULT 0,
    parked_rows INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of a phone or message that nobody knows yet; they wait in parked_events',
    refused_rows INT UNSIGNED NOT NULL DEFAULT 0,
    note VARCHAR(300) NULL COMMENT 'first reason why rows were refused, no phone in it',
    finished_at DATETIME(3) NULL COMMENT 'UTC, end of the last pass',
    last_error VARCHAR(300) NULL COMMENT 'why the last pass did not end',
    PRIMARY KEY (source, kind, subject)
  ) ${TABLE}'how far each thing is pulled; written in the transaction that stores what was pulled'`);

  await knex.raw(`CREATE TABLE platform_runs (
    statid BIGINT UNSIGNED NOT NULL COMMENT 'id of the run on the platform',
    found_by VARCHAR(40) ${ASCII} NOT NULL COMMENT 'list:24, segment:7 or newsletter:311, the first that told it',
    newsletter_id BIGINT UNSIGNED NULL COMMENT 'what was sent; null = not told',
    name VARCHAR(200) NULL COMMENT 'as the platform names it',
    started_at DATETIME(3) NULL COMMENT 'UTC, by the platform; null = not told',
    first_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (statid)
  ) ${TABLE}'runs of campaigns on MarketingPlatform'`);

  await knex.raw(`CREATE TABLE platform_statistics (
    statid BIGINT UNSIGNED NOT NULL COMMENT 'platform_runs.statid',
    answer MEDIUMTEXT NOT NULL COMMENT 'JSON as the platform answers, without what is personal',
    answer_hash BINARY(32) NOT NULL COMMENT 'sha256 of the answer',
    fetched_at DATETIME(3) NOT NULL COMMENT 'UTC, last time it was asked',
    changed_at DATETIME(3) NOT NULL COMMENT 'UTC, last time the answer was another',
    PRIMARY KEY (statid)
  ) ${TABLE}'what MarketingPlatform says of each run'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['platform_statistics', 'platform_runs', 'pull_cursors', 'pull_sources']) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
