import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const CURRENCY = `CHAR(3) ${ASCII} NULL COMMENT 'ISO 4217; null = no price known'`;

export async function up(knex: Knex): Promise<void> {
  await createRuns(knex);
  await createRecommendations(knex);
  await createBatches(knex);
  await createEffects(knex);
}

async function createRuns(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE cleaning_runs (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    as_of DATETIME(3) NOT NULL COMMENT 'UTC, the moment the evidence was read for',
    started_at DATETIME(3) NOT NULL COMMENT 'UTC',
    finished_at DATETIME(3) NULL COMMENT 'UTC; null = under way, or died',
    state VARCHAR(16) ${ASCII} NOT NULL COMMENT 'running, open, held, released, failed',
    held_because VARCHAR(300) NULL COMMENT 'why a person has to release it',
    released_by VARCHAR(100) NULL,
    released_at DATETIME(3) NULL COMMENT 'UTC',
    reachable_contacts BIGINT NOT NULL DEFAULT 0 COMMENT 'contacts a message could be sent to, the base of the shares',
    proposed BIGINT NOT NULL DEFAULT 0 COMMENT 'recommendations that are new in this run',
    would_suppress BIGINT NOT NULL DEFAULT 0 COMMENT 'open recommendations whose action takes a contact out of sending',
    withdrawn BIGINT NOT NULL DEFAULT 0 COMMENT 'open recommendations that something positive ended',
    excluded_cells JSON NULL COMMENT 'campaign, operator, class or hour whose failures did not count, and why',
    settings JSON NOT NULL COMMENT 'thresholds it ran with',
    rules_version SMALLINT NOT NULL,
    code_table SMALLINT NOT NULL,
    phone_library VARCHAR(48) NOT NULL COMMENT 'name and version',
    PRIMARY KEY (id),
    KEY cleaning_runs_by_state (state)
  ) ${TABLE}'each search for numbers and contacts to clean'`);
}

async function createRecommendations(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE recommendations (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    run_id INT UNSIGNED NOT NULL COMMENT 'cleaning_runs.id that last confirmed it',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id then',
    segment_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'segments.id of the contact then; 0 = none',
    phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the number; null = the contact has none that can be read',
    phone_masked VARCHAR(24) NULL COMMENT 'for lists',
    reason VARCHAR(32) ${ASCII} NOT NULL COMMENT 'invalid_number, not_sms_capable, invalid_pattern, barred, persistently_absent, opted_out, recipient_blocked, inactive, duplicate, damaged_import, ...',
    rule_id VARCHAR(8) ${ASCII} NOT NULL COMMENT 'R1, R1b, ...',
    rule_version SMALLINT NOT NULL,
    action VARCHAR(24) ${ASCII} NOT NULL COMMENT 'suppress, suppress_until, suppress_sender, hold, fix_number, merge, sunset, reengage, pause, lower',
    action_detail JSON NULL COMMENT 'days or untilMs, sender, contactId of another contact, perWeek; no phone number',
    confidence DECIMAL(4,3) NOT NULL COMMENT '0..1, from the rule',
    evidence JSON NOT NULL COMMENT 'codes, dates, campaigns, message ids, counts; no phone number',
    evidence_hash BINARY(32) NOT NULL COMMENT 'sha256 of evidence; the same evidence is not asked again',
    first_evidence_at DATETIME(3) NULL COMMENT 'UTC',
    last_evidence_at DATETIME(3) NULL COMMENT 'UTC',
    last_positive_at DATETIME(3) NULL COMMENT 'UTC, delivery, human click, reply, order or opt-in',
    last_delivered_at DATETIME(3) NULL COMMENT 'UTC',
    last_click_at DATETIME(3) NULL COMMENT 'UTC, human',
    fix_candidate_masked VARCHAR(24) NULL COMMENT 'the number that may be meant',
    fix_candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of it',
    saving_min_micro BIGINT NULL COMMENT 'millionths over 90 days; null = no price or no sending known',
    saving_max_micro BIGINT NULL,
    currency ${CURRENCY},
    revenue_at_risk_micro BIGINT NULL COMMENT 'what orders of the contact brought in the year before, in currency',
    state VARCHAR(16) ${ASCII} NOT NULL COMMENT 'proposed, approved, rejected, snoozed, expired, superseded, invalidated, applying, applied, apply_failed, undoing, undone',
    state_at DATETIME(3) NOT NULL COMMENT 'UTC',
    version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts every change; a decision names the one it saw',
    is_open TINYINT NULL COMMENT '1 while it waits for somebody or is being applied, else null: one open row a contact and reason',
    expires_at DATETIME(3) NULL COMMENT 'UTC, of a proposal or an approval',
    snoozed_until DATETIME(3) NULL COMMENT 'UTC',
    cool_down_until DATETIME(3) NULL COMMENT 'UTC, not proposed again before, unless with new strong evidence',
    proposed_at DATETIME(3) NOT NULL COMMENT 'UTC',
    decided_by VARCHAR(100) NULL,
    decided_at DATETIME(3) NULL COMMENT 'UTC',
    second_by VARCHAR(100) NULL COMMENT 'where two persons have to approve: the first of them, decided_by is the second',
    note VARCHAR(2000) NULL COMMENT 'reason of the person',
    batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that last touched it',
    PRIMARY KEY (id),
    UNIQUE KEY recommendations_open (contact_id, reason, is_open),
    KEY recommendations_by_state (state, reason, id),
    KEY recommendations_by_person (person_id),
    KEY recommendations_by_batch (batch_id, state),
    KEY recommendations_by_expiry (state, expires_at)
  ) ${TABLE}'proposed changes to the list, one row per contact and reason, each waiting for a person'`);
}

async function createBatches(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE apply_batches (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    kind VARCHAR(8) ${ASCII} NOT NULL COMMENT 'apply or undo',
    undoes_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id',
    state VARCHAR(12) ${ASCII} NOT NULL COMMENT 'running, done, failed; what it does holds from done on, all at once',
    actor VARCHAR(100) NOT NULL,
    is_large_allowed TINYINT NOT NULL DEFAULT 0 COMMENT '1 = somebody said that more than 20 % may go',
    selection JSON NOT NULL COMMENT 'how the items were chosen: ids or filter',
    item_count BIGINT UNSIGNED NOT NULL DEFAULT 0,
    items_hash BINARY(32) NULL COMMENT 'sha256 of the frozen ids in order',
    next_item BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'journal: recommendations.id up to which it is done',
    failure VARCHAR(300) NULL,
    started_at DATETIME(3) NOT NULL COMMENT 'UTC',
    finished_at DATETIME(3) NULL COMMENT 'UTC, the moment its effects hold',
    settled_at DATETIME(3) NULL COMMENT 'UTC, when every recommendation of it said so too; null after done = somebody still writes that down',
    lease_owner VARCHAR(100) NULL,
    lease_until DATETIME(3) NULL COMMENT 'UTC, database clock; past = somebody else goes on',
    PRIMARY KEY (id),
    KEY apply_batches_by_state (state, lease_until)
  ) ${TABLE}'approved recommendations applied together, or such a batch undone: whole or not at all'`);

  await knex.raw(`CREATE TABLE apply_items (
    batch_id BIGINT UNSIGNED NOT NULL COMMENT 'apply_batches.id',
    recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
    before_state VARCHAR(16) ${ASCII} NOT NULL COMMENT 'state of the recommendation when the list was frozen',
    PRIMARY KEY (batch_id, recommendation_id)
  ) ${TABLE}'the frozen list of a batch'`);

  await knex.raw(`CREATE TABLE recommendation_events (
    recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
    audit_id BIGINT UNSIGNED NOT NULL COMMENT 'audit_log.id',
    PRIMARY KEY (recommendation_id, audit_id)
  ) ${TABLE}'which entries of the audit log tell of a recommendation'`);
}

async function createEffects(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE suppressions (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the number; stays when the number is erased',
    contact_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'contacts.id where there is no number, else 0',
    sender VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'only for this sender; empty = for all',
    source VARCHAR(16) ${ASCII} NOT NULL COMMENT 'recommendation, opt_out, platform or person',
    source_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'recommendations.id or opt_outs.id; of a person: a number of its own',
    reason VARCHAR(32) ${ASCII} NOT NULL,
    batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id; in force once that is done',
    undo_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that takes it back; in force until that is done',
    suppressed_at DATETIME(3) NOT NULL COMMENT 'UTC',
    until_at DATETIME(3) NULL COMMENT 'UTC; null = until it is lifted',
    lifted_at DATETIME(3) NULL COMMENT 'UTC; null = in force',
    lifted_by VARCHAR(100) NULL COMMENT 'undo of a batch, an opt-in, a person',
    changed_at DATETIME(3) NOT NULL COMMENT 'UTC, the latest of all; exports ask since',
    PRIMARY KEY (id),
    UNIQUE KEY suppressions_by_source (source, source_id, sender),
    KEY suppressions_by_phone (phone_hmac),
    KEY suppressions_by_contact (contact_id),
    KEY suppressions_by_batch (batch_id),
    KEY suppressions_by_undo (undo_batch_id),
    KEY suppressions_by_change (changed_at)
  ) ${TABLE}'who is not to be sent to, since when and why'`);

  await knex.raw(`CREATE TABLE contact_changes (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    recommendation_id BIGINT UNSIGNED NOT NULL COMMENT 'recommendations.id',
    batch_id BIGINT UNSIGNED NOT NULL COMMENT 'apply_batches.id; in force once that is done',
    undo_batch_id BIGINT UNSIGNED NULL COMMENT 'apply_batches.id that takes it back; in force until that is done',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    kind VARCHAR(24) ${ASCII} NOT NULL COMMENT 'fix_number, merge, hold, reengage, lower; suppress_sender where nobody knows the sender',
    detail JSON NULL COMMENT 'the other contact, the limit; no phone number',
    candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of the number to use from now on',
    applied_at DATETIME(3) NOT NULL COMMENT 'UTC',
    undone_at DATETIME(3) NULL COMMENT 'UTC; null = in force',
    changed_at DATETIME(3) NOT NULL COMMENT 'UTC, the later of the two',
    PRIMARY KEY (id),
    UNIQUE KEY contact_changes_by_recommendation (recommendation_id, batch_id),
    KEY contact_changes_by_undo (undo_batch_id),
    KEY contact_changes_by_contact (contact_id),
    KEY contact_changes_by_change (changed_at)
  ) ${TABLE}'approved changes to a contact that is no suppression; for the sending platform to take over'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'contact_changes',
    'suppressions',
    'recommendation_events',
    'apply_items',
    'apply_batches',
    'recommendations',
    'cleaning_runs',
  ]) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
