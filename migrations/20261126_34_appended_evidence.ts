import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE number_activity
    ADD COLUMN attempted_last_s BIGINT NULL COMMENT 'sending of the latest message with a final state: what is later is added to the row; null = the person is read whole next time',
    ADD COLUMN reached_s BIGINT NOT NULL DEFAULT 0 COMMENT 'sending of the latest message that was delivered; 0 = none'`);
  await knex.raw(`ALTER TABLE cleaning_queue
    MODIFY COLUMN stage TINYINT NOT NULL COMMENT '1 = to be read, 2 = to be judged, 4 = only what is later than all that was read is to be read'`);
  await knex.raw(`CREATE TABLE code_histories (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    code_id INT UNSIGNED NOT NULL COMMENT 'evidence_codes.id',
    was_reached TINYINT NOT NULL COMMENT '1 = the number was reached before',
    condemned INT NOT NULL COMMENT 'times that the code condemned the number by the rules',
    reached_later INT NOT NULL COMMENT 'of them, the number was reached afterwards',
    PRIMARY KEY (person_id, code_id, was_reached)
  ) ${TABLE}'numbers that a code condemned: whether a code means what we think'`);
  await knex.raw(`CREATE TABLE evidence_cells (
    campaign_id INT UNSIGNED NOT NULL,
    hour INT NOT NULL COMMENT 'of sending, epoch seconds / 3600',
    outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id',
    failure_class TINYINT NOT NULL,
    failures BIGINT NOT NULL,
    known BIGINT NOT NULL COMMENT 'of persons with another message that got a final state',
    reached BIGINT NOT NULL COMMENT 'of those in met, without whoever failed again long after and was not reached in between',
    met BIGINT NOT NULL COMMENT 'of persons who were reached shortly before, or later',
    PRIMARY KEY (campaign_id, hour, outcome_id, failure_class)
  ) ${TABLE}'number_evidence summed, to see an outage'`);
  // the next search reads everybody, sums all evidence and weighs the codes of all
  await knex.raw("UPDATE cleaning_state SET detail = NULL WHERE k = 'position'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS evidence_cells');
  await knex.raw('DROP TABLE IF EXISTS code_histories');
  await knex.raw('UPDATE cleaning_queue SET stage = 1 WHERE stage = 4');
  await knex.raw(`ALTER TABLE cleaning_queue
    MODIFY COLUMN stage TINYINT NOT NULL COMMENT '1 = to be read, 2 = to be judged'`);
  await knex.raw('ALTER TABLE number_activity DROP COLUMN attempted_last_s, DROP COLUMN reached_s');
}
