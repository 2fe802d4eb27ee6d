import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE imports (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    kind VARCHAR(32) NOT NULL COMMENT 'segments, contacts, campaigns, messages, clicks, ...',
    source VARCHAR(500) NOT NULL COMMENT 'file name or source table',
    fingerprint BINARY(32) NOT NULL COMMENT 'sha256 of size and content that tells the same file again',
    next_byte BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'where a resumed import goes on; always after a committed chunk',
    next_row BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'data rows done',
    state VARCHAR(12) NOT NULL COMMENT 'running, done, stopped',
    read_rows BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'read = applied + duplicate + stale + rejected',
    applied_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
    duplicate_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
    stale_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
    rejected_rows BIGINT UNSIGNED NOT NULL DEFAULT 0,
    started_at DATETIME(3) NOT NULL COMMENT 'UTC',
    finished_at DATETIME(3) NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    KEY imports_by_fingerprint (fingerprint)
  ) ${TABLE}'one row per imported file'`);

  await knex.raw(`CREATE TABLE import_rejects (
    import_id BIGINT UNSIGNED NOT NULL COMMENT 'imports.id',
    row_no BIGINT UNSIGNED NOT NULL COMMENT 'line of the data row, header = 1',
    column_name VARCHAR(64) NOT NULL COMMENT 'column that was refused',
    reason VARCHAR(200) NOT NULL COMMENT 'what is wrong and what is allowed; phones masked',
    PRIMARY KEY (import_id, row_no)
  ) ${TABLE}'rows an import refused'`);

  await knex.raw(`CREATE TABLE foreign_cursors (
    kind VARCHAR(32) NOT NULL COMMENT 'table or view of the source database, named like the kind',
    by_column VARCHAR(16) NOT NULL COMMENT 'seq or updated_at',
    position VARCHAR(40) NOT NULL COMMENT 'value of that column in the last row stored, as the source writes it',
    PRIMARY KEY (kind)
  ) ${TABLE}'how far each table of a foreign source is mirrored'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS foreign_cursors');
  await knex.raw('DROP TABLE IF EXISTS import_rejects');
  await knex.raw('DROP TABLE IF EXISTS imports');
}
