import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const CURRENCY = "CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''";

export async function up(knex: Knex): Promise<void> {
  await createFacts(knex);
  await createEventFacts(knex);
  await createBookkeeping(knex);
}

async function createFacts(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE message_facts (
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    campaign_id INT UNSIGNED NOT NULL COMMENT 'where and whose: as counted, so that a correction can be taken back',
    variant_id INT UNSIGNED NOT NULL,
    segment_id INT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    sent_s BIGINT NOT NULL COMMENT 'epoch seconds, truncated',
    send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
    window_s INT NOT NULL COMMENT 'outcome window of the campaign in seconds: an outcome counts in [sent_s, sent_s + window_s)',
    linked TINYINT NOT NULL COMMENT '1 = the campaign has a tracked link',
    promotional TINYINT NOT NULL COMMENT '1 = counts in the dose',
    parts INT NOT NULL COMMENT 'billed pieces',
    cost_micro BIGINT NOT NULL,
    currency ${CURRENCY} COMMENT 'of the cost; revenue stands in conversion_facts, in its own currency',
    status TINYINT NOT NULL COMMENT 'state by receipts and clock: 10 queued, 20 sent, 30 unknown, 41-45 not delivered, 50 delivered',
    failure_class TINYINT NOT NULL COMMENT 'number of the failure class; 0 = none, 21 = no receipt in 72 h',
    outcome_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'outcomes.id; 0 = no receipt yet',
    delivered_s BIGINT NOT NULL DEFAULT 0 COMMENT 'provider time of the receipt that says delivered; 0 = none. No column is null: a row that keeps its length is changed in place',
    receipt_lag_s INT NOT NULL DEFAULT -1 COMMENT 'arrival of the deciding receipt minus its provider time; -1 = none',
    clicks INT NOT NULL DEFAULT 0 COMMENT 'hits at any time; the next four only inside the window',
    hits INT NOT NULL DEFAULT 0,
    human_clicks INT NOT NULL DEFAULT 0,
    suspected_clicks INT NOT NULL DEFAULT 0,
    bot_clicks INT NOT NULL DEFAULT 0,
    first_human_s BIGINT NOT NULL DEFAULT 0 COMMENT 'first human click inside the window; 0 = none',
    conversions INT NOT NULL DEFAULT 0 COMMENT 'resolved per person: counted conversions of the primary kind',
    conversions_all INT NOT NULL DEFAULT 0 COMMENT 'of any kind',
    replies INT NOT NULL DEFAULT 0 COMMENT 'replies inside the window of the last delivered message',
    opt_outs INT NOT NULL DEFAULT 0 COMMENT 'opt-outs that count on this message',
    dose30 INT NOT NULL DEFAULT 0 COMMENT 'promotional deliveries to the person in the 30 days before; set on delivered promotional messages',
    contact_flags SMALLINT NOT NULL DEFAULT 0 COMMENT 'what this message counts its person for in the campaign: 1 delivered, 2 linked, 4 clicking, 8 raw clicking, 16 reading, 32 converting, 64 opted out',
    click_rules SMALLINT NOT NULL COMMENT 'versions this row was counted with',
    attribution_rules SMALLINT NOT NULL,
    code_table SMALLINT NOT NULL,
    PRIMARY KEY (message_id),
    KEY message_facts_by_campaign (campaign_id, sent_s)
  ) ${TABLE}'one row per message: its state as counted; every cube is a sum over these rows'`);

  await knex.raw(`CREATE TABLE person_messages (
    person_id BIGINT UNSIGNED NOT NULL,
    sent_s BIGINT NOT NULL,
    message_id BIGINT UNSIGNED NOT NULL,
    campaign_id INT UNSIGNED NOT NULL,
    in_dose TINYINT NOT NULL COMMENT '1 = delivered and promotional',
    PRIMARY KEY (person_id, sent_s, message_id)
  ) ${TABLE}'the messages that can matter to others of their person: delivered, or with an outcome. An index beside message_facts, because a new message matters to nobody and an index entry costs as much as the row'`);

  await knex.raw(`CREATE TABLE outcomes (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    carrier VARCHAR(48) NOT NULL DEFAULT '' COMMENT 'as the provider wrote it; empty = not said',
    code VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'raw code of the receipt; empty = none',
    status TINYINT NOT NULL,
    failure_class TINYINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY outcomes_by_all (carrier, code, status, failure_class)
  ) ${TABLE}'each combination of carrier, code, status and class once'`);

  await knex.raw(`INSERT INTO outcomes (carrier, code, status, failure_class) VALUES ('', '', 30, 21)`);
}

async function createEventFacts(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE click_facts (
    click_id BIGINT UNSIGNED NOT NULL COMMENT 'clicks.id',
    message_id BIGINT UNSIGNED NOT NULL,
    person_id BIGINT UNSIGNED NOT NULL DEFAULT 0,
    link_id INT UNSIGNED NOT NULL DEFAULT 0,
    clicked_ms BIGINT NOT NULL COMMENT 'epoch milliseconds',
    five_minutes INT NOT NULL COMMENT 'clicked_ms DIV 300000, to find bursts from one address',
    click_hour SMALLINT NOT NULL DEFAULT 0 COMMENT 'recipient-local hour of the week, Monday 00 = 0',
    agent_says TINYINT NOT NULL DEFAULT 0 COMMENT 'verdict of agent and method alone: 0 nothing, 1 human, 2 suspected, 3 bot, 4 preview',
    agent_hash INT UNSIGNED NULL,
    ip_hash BINARY(16) NULL,
    verdict TINYINT NOT NULL DEFAULT 0 COMMENT '0 not judged yet, 1 human, 2 suspected, 3 bot, 4 preview',
    rule TINYINT NOT NULL DEFAULT 0 COMMENT 'number of the click rule that decided; 0 = none, so human',
    in_window TINYINT NOT NULL DEFAULT 0 COMMENT '1 = before sent_s + window_s',
    click_rules SMALLINT NOT NULL DEFAULT 0 COMMENT 'version of the rules',
    PRIMARY KEY (click_id),
    KEY click_facts_by_message (message_id),
    KEY click_facts_by_person (person_id, clicked_ms),
    KEY click_facts_by_ip (ip_hash, five_minutes)
  ) ${TABLE}'the verdict on every hit'`);

  await knex.raw(`CREATE TABLE conversion_facts (
    conversion_id BIGINT UNSIGNED NOT NULL COMMENT 'conversions.id',
    person_id BIGINT UNSIGNED NOT NULL,
    order_id VARCHAR(64) NULL,
    kind VARCHAR(32) NOT NULL,
    converted_s BIGINT NOT NULL COMMENT 'epoch seconds',
    value_micro BIGINT NOT NULL,
    currency ${CURRENCY},
    cited_message_id BIGINT UNSIGNED NULL COMMENT 'message the source names',
    message_id BIGINT UNSIGNED NULL COMMENT 'message it is attributed to; null = organic',
    attributed_by TINYINT NOT NULL DEFAULT 0 COMMENT '0 nothing, 1 last human click, 2 cited message',
    lag_s BIGINT NULL COMMENT 'seconds since that click or that sending',
    counted TINYINT NOT NULL DEFAULT 0 COMMENT '1 = attributed and first of its order and kind',
    is_primary TINYINT NOT NULL DEFAULT 0 COMMENT '1 = counted and of the primary kind of the campaign',
    attribution_rules SMALLINT NOT NULL DEFAULT 0 COMMENT 'version of the rules',
    PRIMARY KEY (conversion_id),
    KEY conversion_facts_by_message (message_id),
    KEY conversion_facts_by_cited (cited_message_id),
    KEY conversion_facts_by_person (person_id, converted_s),
    KEY conversion_facts_by_order (order_id)
  ) ${TABLE}'where each conversion counts'`);

  await knex.raw(`CREATE TABLE response_facts (
    kind TINYINT NOT NULL COMMENT '1 opt-out, 2 opt-in, 3 reply',
    event_id BIGINT UNSIGNED NOT NULL COMMENT 'opt_outs.id or inbound.id',
    person_id BIGINT UNSIGNED NOT NULL,
    occurred_s BIGINT NOT NULL COMMENT 'epoch seconds',
    cited_message_id BIGINT UNSIGNED NULL COMMENT 'message the source names',
    message_id BIGINT UNSIGNED NULL COMMENT 'message it counts on: the cited one, else the last delivered, inside its window',
    counted TINYINT NOT NULL DEFAULT 0 COMMENT '1 = has a message, and no opt-in took it back inside the window',
    PRIMARY KEY (kind, event_id),
    KEY response_facts_by_message (message_id),
    KEY response_facts_by_cited (cited_message_id),
    KEY response_facts_by_person (person_id, occurred_s),
    KEY response_facts_by_time (kind, occurred_s)
  ) ${TABLE}'where each opt-out and reply counts'`);
}

async function createBookkeeping(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE zone_days (
    timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone',
    day INT NOT NULL COMMENT 'UTC day, days since 1970-01-01',
    offset_s INT NOT NULL COMMENT 'local minus UTC at the start of the day',
    change_s BIGINT NULL COMMENT 'epoch seconds of a change inside the day',
    offset_after_s INT NULL COMMENT 'local minus UTC after the change',
    PRIMARY KEY (timezone, day)
  ) ${TABLE}'zone offsets as the program knows them, filled when needed: the server''s own zone tables are usually empty'`);

  await knex.raw(`CREATE TABLE rollup_touched (
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    reason VARCHAR(24) NOT NULL DEFAULT '' COMMENT 'who put it here',
    PRIMARY KEY (message_id)
  ) ${TABLE}'messages to count again although no new event says so: written (INSERT IGNORE) in the transaction that corrects a message, its campaign, or its contact''s person or zone'`);

  await knex.raw(`CREATE TABLE rollup_touched_contacts (
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    reason VARCHAR(24) NOT NULL DEFAULT '' COMMENT 'who put it here',
    PRIMARY KEY (contact_id)
  ) ${TABLE}'contacts whose person or zone changed: all their messages, conversions, opt-outs and replies are counted again; written (INSERT IGNORE) in the transaction that changes them'`);

  await knex.raw(`CREATE TABLE rollup_due (
    campaign_id INT UNSIGNED NOT NULL,
    slot INT NOT NULL COMMENT 'sent_s DIV 900 of messages without a final receipt',
    due_s BIGINT NOT NULL COMMENT 'epoch seconds when the first of them turns unknown',
    PRIMARY KEY (campaign_id, slot),
    KEY rollup_due_by_time (due_s)
  ) ${TABLE}'what only the passing of time changes'`);

  await knex.raw(`CREATE TABLE rollup_state (
    k VARCHAR(32) NOT NULL COMMENT 'lease; clock: latest now of a tick; next to each source its watermark: the last id collected',
    v BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (k)
  ) ${TABLE}'where the roll-up stands; the row lease is locked by whoever ticks'`);

  await knex.raw(`CREATE TABLE rollup_gaps (
    source VARCHAR(16) NOT NULL COMMENT 'source table',
    from_id BIGINT UNSIGNED NOT NULL,
    to_id BIGINT UNSIGNED NOT NULL COMMENT 'inclusive',
    seen_s BIGINT NOT NULL COMMENT 'epoch seconds by the database clock when the gap was first seen',
    PRIMARY KEY (source, from_id)
  ) ${TABLE}'ids below the watermark that were not there yet: a slower transaction may still commit them'`);

  await knex.raw(`INSERT INTO rollup_state (k, v) VALUES ('lease', 0), ('clock', 0), ('messages', 0),
    ('receipts', 0), ('clicks', 0), ('conversions', 0), ('opt_outs', 0), ('inbound', 0)`);
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    'rollup_gaps',
    'rollup_state',
    'rollup_due',
    'rollup_touched_contacts',
    'rollup_touched',
    'zone_days',
    'response_facts',
    'conversion_facts',
    'click_facts',
    'outcomes',
    'person_messages',
    'message_facts',
  ];
  for (const table of tables) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
