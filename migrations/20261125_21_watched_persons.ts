import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE number_activity
    MODIFY COLUMN inactive_from_s BIGINT NULL COMMENT 'from then on the silence counts if enough was delivered in it, or earlier than it does: the person is read again then; null = no delivery in it',
    ADD COLUMN evidence_last_s BIGINT NOT NULL DEFAULT 0 COMMENT 'sending of the latest message that may speak against the number; 0 = none',
    ADD COLUMN is_watched TINYINT NOT NULL DEFAULT 2 COMMENT '0 = healthy: the row stays as it was read until something a rule could take up comes; 1 = read again whatever comes; 2 = and a rule could take it up; 3 = only silent: deliveries are no news',
    ADD KEY number_activity_by_watch (is_watched, person_id)`);

  await knex.raw(`CREATE TABLE cleaning_touched (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    from_s BIGINT NOT NULL DEFAULT 0 COMMENT 'epoch seconds: not before a search as of then',
    PRIMARY KEY (person_id, from_s)
  ) ${TABLE}'persons the next search for numbers to clean has to read, for a reason that no new row of a source tells: a correction, a message that turned unknown'`);

  await knex.raw(`CREATE TABLE cleaning_campaigns (
    campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
    PRIMARY KEY (campaign_id)
  ) ${TABLE}'campaigns whose clicks were known to the last search: only their deliveries can be silent'`);

  // the next search reads everybody, and says who is healthy
  await knex.raw("UPDATE cleaning_state SET detail = NULL WHERE k = 'position'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS cleaning_campaigns');
  await knex.raw('DROP TABLE IF EXISTS cleaning_touched');
  await knex.raw(`ALTER TABLE number_activity
    DROP KEY number_activity_by_watch, DROP COLUMN is_watched, DROP COLUMN evidence_last_s,
    MODIFY COLUMN inactive_from_s BIGINT NULL COMMENT 'from then on the silence counts; null = too few messages were delivered in it'`);
  await knex.raw("UPDATE cleaning_state SET detail = NULL WHERE k = 'position'");
}
