import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE web_users
    ADD COLUMN email VARCHAR(320) NULL COMMENT 'where test sends of this user go; an admin sets it'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE web_users DROP COLUMN email');
}
