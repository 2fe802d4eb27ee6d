import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE left_recipients (
    schedule_key VARCHAR(64) NOT NULL COMMENT 'name in schedules.yaml',
    recipient_key VARCHAR(320) NOT NULL COMMENT 'address in lower case',
    way VARCHAR(16) NOT NULL COMMENT 'page = the button on our page, one-click = the mail program asked',
    left_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (schedule_key, recipient_key)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who asked for no more of a scheduled report; applying the file does not bring them back'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS left_recipients');
}
