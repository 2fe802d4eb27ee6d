import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE finding_blocks (
    block BIGINT UNSIGNED NOT NULL COMMENT 'message_facts.message_id DIV 8192',
    format SMALLINT NOT NULL COMMENT 'of data; another one is written anew',
    messages INT NOT NULL COMMENT 'in data',
    first_s BIGINT NOT NULL COMMENT 'epoch seconds, sending of the earliest',
    last_s BIGINT NOT NULL COMMENT 'epoch seconds, sending of the latest',
    data MEDIUMBLOB NOT NULL COMMENT 'what the search for findings counts of each message, column by column (core/findings/counting/block.ts)',
    PRIMARY KEY (block)
  ) ${TABLE}'settled promotional messages of a range of ids as findings count them: made from message_facts alone, and only anew where something changed'`);

  await knex.raw(`CREATE TABLE finding_stale (
    block BIGINT UNSIGNED NOT NULL COMMENT 'finding_blocks.block',
    version BIGINT NOT NULL COMMENT 'grows with each tick that changes a fact of it',
    PRIMARY KEY (block)
  ) ${TABLE}'blocks in which a fact changed since they were made: written by the tick, taken away by the search for findings'`);

  await knex.raw(`INSERT INTO finding_stale (block, version)
    SELECT DISTINCT f.message_id DIV 8192, 1 FROM message_facts f`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['finding_stale', 'finding_blocks']) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
