import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE bound_viewers (
    name VARCHAR(64) NOT NULL COMMENT 'a user of the pages, or whom a proxy names; lower case',
    brands JSON NOT NULL COMMENT 'the only brands whose reports are shown',
    updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (name)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='people of the pages who may see some brands only, besides those bound by their address'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS bound_viewers');
}
