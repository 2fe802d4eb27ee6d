import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE number_activity (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    attempts INT NOT NULL COMMENT 'messages with a final state',
    delivered INT NOT NULL COMMENT 'messages',
    delivered_lately INT NOT NULL COMMENT 'messages of the window of never_engaged',
    delivered_silent INT NOT NULL COMMENT 'messages since engaged_s',
    last_delivered_s BIGINT NOT NULL COMMENT 'epoch seconds here and below; 0 = never',
    last_click_s BIGINT NOT NULL COMMENT 'human',
    engaged_s BIGINT NOT NULL COMMENT 'latest human click, reply or order',
    ordered_s BIGINT NOT NULL COMMENT 'latest order',
    positive_s BIGINT NOT NULL COMMENT 'latest delivery, human click, reply, order or opt-in: evidence before it does not count',
    expected_clicks DOUBLE NOT NULL COMMENT 'clicks to expect of delivered_lately by the rates of their campaigns',
    inactive_from_s BIGINT NULL COMMENT 'from then on the silence counts; null = too few messages were delivered in it',
    PRIMARY KEY (person_id),
    KEY number_activity_by_silence (inactive_from_s)
  ) ${TABLE}'signs of life of each person a message was sent to, as the last search for numbers to clean read them'`);

  await knex.raw(`CREATE TABLE number_evidence (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    sent_s BIGINT NOT NULL COMMENT 'epoch seconds',
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    campaign_id INT UNSIGNED NOT NULL,
    outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id',
    code_id INT UNSIGNED NOT NULL COMMENT 'evidence_codes.id',
    failure_class TINYINT NOT NULL,
    delivered_before_s BIGINT NOT NULL COMMENT 'sending of the last message before that was delivered; 0 = none',
    delivered_last_s BIGINT NOT NULL COMMENT 'sending of the last message of all that was delivered; 0 = none',
    attempted_last_s BIGINT NOT NULL COMMENT 'sending of the last message with a final state',
    attempts INT NOT NULL COMMENT 'messages of the person with a final state',
    unanswered_after INT NOT NULL COMMENT 'later ones whose final state is unknown',
    left_out TINYINT NOT NULL DEFAULT 0 COMMENT '1 = does not count: one of many failures together',
    PRIMARY KEY (person_id, sent_s, message_id),
    KEY number_evidence_by_campaign (campaign_id, failure_class),
    KEY number_evidence_by_time (sent_s),
    KEY number_evidence_by_code (code_id),
    KEY number_evidence_left_out (left_out)
  ) ${TABLE}'messages that may speak against a number; the few among message_facts, by person'`);

  await knex.raw(`CREATE TABLE evidence_codes (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    provider VARCHAR(32) NOT NULL,
    code VARCHAR(32) NOT NULL COMMENT 'as the provider writes it; empty = none',
    failure_class TINYINT NOT NULL,
    weight TINYINT NOT NULL DEFAULT 0 COMMENT 'value as proof that the number is bad: 0 none, 1 weak, 2 medium, 3 strong',
    is_distrusted TINYINT NOT NULL DEFAULT 0 COMMENT 'most numbers it condemned were reached later, so it does not mean what we think: 1 of numbers reached before, 2 of others, 3 of both',
    PRIMARY KEY (id),
    UNIQUE KEY evidence_codes_by_all (provider, code, failure_class)
  ) ${TABLE}'codes that came, and what they prove'`);

  await knex.raw(`CREATE TABLE cleaning_queue (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    stage TINYINT NOT NULL COMMENT '1 = to be read, 2 = to be judged',
    PRIMARY KEY (person_id),
    KEY cleaning_queue_by_stage (stage, person_id)
  ) ${TABLE}'persons the search under way has still to look at; a search that died goes on from here'`);

  await knex.raw(`CREATE TABLE cleaning_state (
    k VARCHAR(32) NOT NULL COMMENT 'lease, run, next to each source table the last id looked at',
    v BIGINT NOT NULL DEFAULT 0,
    detail VARCHAR(4000) NULL,
    until_at DATETIME(3) NULL COMMENT 'UTC, database clock; end of the lease',
    PRIMARY KEY (k)
  ) ${TABLE}'where the search for numbers to clean stands'`);

  await knex.raw(`ALTER TABLE cleaning_runs
    ADD COLUMN is_full TINYINT NOT NULL DEFAULT 0 COMMENT '1 = looked at every person, 0 = at those something happened to' AFTER state,
    ADD COLUMN judged BIGINT NOT NULL DEFAULT 0 COMMENT 'persons' AFTER reachable_contacts,
    ADD COLUMN opted_out_contacts BIGINT NOT NULL DEFAULT 0 COMMENT 'opted out, and sent to afterwards in the 90 days before as_of: a breach, no proposal' AFTER withdrawn,
    ADD COLUMN opted_out_messages BIGINT NOT NULL DEFAULT 0 COMMENT 'such messages' AFTER opted_out_contacts,
    ADD COLUMN counts JSON NULL COMMENT 'what the run did, by kind' AFTER opted_out_messages`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE cleaning_runs
    DROP COLUMN counts, DROP COLUMN opted_out_messages, DROP COLUMN opted_out_contacts, DROP COLUMN judged, DROP COLUMN is_full`);
  for (const table of [
    'cleaning_state',
    'cleaning_queue',
    'evidence_codes',
    'number_evidence',
    'number_activity',
  ]) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
