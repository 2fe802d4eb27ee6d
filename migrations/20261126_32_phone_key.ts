import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE phone_key (
    id TINYINT UNSIGNED NOT NULL COMMENT 'always 1; whoever writes hashes of phones locks the row, shared',
    generation INT UNSIGNED NOT NULL COMMENT 'how often the key of phones was changed; 0 = never',
    proof BINARY(16) NULL COMMENT 'follows from the key in use and tells it from others; null = the first key, not seen since the table is there',
    former_enc VARBINARY(4000) NULL COMMENT 'AES-256-GCM with the key in use: hash keys of all keys before, the first first; null = there was none',
    before_enc VARBINARY(200) NULL COMMENT 'AES-256-GCM with the key in use: what opens numbers that the key before sealed; null = none is left',
    next_proof BINARY(16) NULL COMMENT 'of the key that phone_moves is being filled for; null = no change is prepared',
    reseal_step TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'which column is being sealed anew, from 0; counts only while before_enc is there',
    reseal_after BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'up to this id of its table it is done',
    started_at DATETIME(3) NULL COMMENT 'UTC, when the key in use came into use; null = the first',
    finished_at DATETIME(3) NULL COMMENT 'UTC, when nothing was left of the key before',
    PRIMARY KEY (id)
  ) ${TABLE}'the key that phones are hashed and sealed with: one row'`);
  await knex.raw('INSERT INTO phone_key (id, generation) VALUES (1, 0)');

  await knex.raw(`CREATE TABLE phone_moves (
    old_hmac BINARY(32) NOT NULL COMMENT 'keyed hash as it stands in contacts and elsewhere',
    new_hmac BINARY(32) NOT NULL COMMENT 'what it becomes: the hash of it with the next key',
    PRIMARY KEY (old_hmac),
    UNIQUE KEY phone_moves_by_new (new_hmac)
  ) ${TABLE}'numbers whose hash is still of the key before; empty but while the key is changed'`);

  await knex.raw('ALTER TABLE recommendations ADD KEY recommendations_by_phone (phone_hmac)');
  await knex.raw('ALTER TABLE parked_events ADD KEY parked_events_by_phone (phone_hmac)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE parked_events DROP KEY parked_events_by_phone');
  await knex.raw('ALTER TABLE recommendations DROP KEY recommendations_by_phone');
  for (const table of ['phone_moves', 'phone_key']) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
