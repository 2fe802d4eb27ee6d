import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE contacts
    ADD COLUMN phone_since DATETIME(3) NULL COMMENT 'UTC, when we learnt that the contact has another number than before: what failed earlier is not of this one; null = it never changed'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE contacts DROP COLUMN phone_since');
}
