import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE mail_days (
    recipient_sha256 BINARY(32) NOT NULL COMMENT 'of the address as it is compared',
    day_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the day that is counted',
    mails INT UNSIGNED NOT NULL COMMENT 'mails to this recipient that were begun in it, by all workers',
    PRIMARY KEY (recipient_sha256),
    KEY mail_days_by_day (day_at)
  ) ${TABLE}'how many report mails each recipient got this day'`);

  await knex.raw(`CREATE TABLE request_hours (
    who VARCHAR(110) NOT NULL COMMENT 'producer, or a person',
    hour_at DATETIME(3) NOT NULL COMMENT 'UTC, begin of the hour that is counted',
    requests INT UNSIGNED NOT NULL COMMENT 'ad-hoc reports they asked for in it',
    PRIMARY KEY (who)
  ) ${TABLE}'how many ad-hoc reports each has asked for this hour'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['request_hours', 'mail_days']) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
