import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE mail_gate (
    id TINYINT UNSIGNED NOT NULL COMMENT '1; there is one gate',
    paused_at DATETIME(3) NULL COMMENT 'UTC; null = mails go out',
    paused_by VARCHAR(100) NULL COMMENT 'who',
    reason VARCHAR(200) NULL COMMENT 'why, in their words',
    PRIMARY KEY (id)
  ) ${TABLE}'the one switch that stops every mail'`);

  await knex.raw(`CREATE TABLE mail_pace (
    host VARCHAR(255) NOT NULL COMMENT 'mail server',
    minute_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the minute that is counted',
    mails INT UNSIGNED NOT NULL COMMENT 'mails that were begun in it, by all workers',
    PRIMARY KEY (host)
  ) ${TABLE}'how many mails each server got this minute'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['mail_pace', 'mail_gate']) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
