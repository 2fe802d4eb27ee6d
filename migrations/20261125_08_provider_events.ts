import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

export async function up(knex: Knex): Promise<void> {
  await createReferences(knex);
  await createParked(knex);
  await createCodes(knex);
  await knex.raw(`ALTER TABLE inbound
    ADD COLUMN reading TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 nothing, 3 may be an opt-out, 4 may be an opt-in: a person decides',
    ADD KEY inbound_by_reading (reading)`);
  // where receipts find their message
  await knex.raw('ALTER TABLE messages ADD KEY messages_by_provider_message (provider_message_id)');
}

async function createReferences(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE message_provider_ids (
    provider VARCHAR(32) NOT NULL COMMENT 'whose id it is',
    provider_message_id VARCHAR(64) NOT NULL COMMENT 'id in the provider''s receipts',
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    PRIMARY KEY (provider, provider_message_id)
  ) ${TABLE}'a further id of a message: handed over again, one id per piece, or by another provider than the message says; the usual one stands in messages'`);

  await knex.raw(`CREATE TABLE part_receipts (
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    event_key BIGINT UNSIGNED NOT NULL COMMENT 'hash of the provider''s event',
    part_index SMALLINT UNSIGNED NOT NULL COMMENT 'which piece, from 1',
    part_count SMALLINT UNSIGNED NOT NULL COMMENT 'pieces by this receipt; 0 = it does not say',
    raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
    carrier VARCHAR(48) NULL COMMENT 'operator as the provider wrote it',
    occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (message_id, event_key)
  ) ${TABLE}'one piece of a long message was delivered; receipts hold delivered only when all pieces are, and any other state of a piece at once'`);

  await knex.raw(`CREATE TABLE message_bills (
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    own_parts SMALLINT UNSIGNED NOT NULL COMMENT 'pieces by the sending platform, before the provider''s count',
    own_cost_micro BIGINT NOT NULL COMMENT 'millionths of the currency unit',
    own_currency CHAR(3) NULL COMMENT 'ISO 4217',
    parts SMALLINT UNSIGNED NULL COMMENT 'highest count of the provider that is not own_parts; null = none',
    price VARCHAR(24) ${ASCII} NULL COMMENT 'currency and 20 digits of millionths, the greatest that is not ours; null = none',
    PRIMARY KEY (message_id)
  ) ${TABLE}'where the provider counts other pieces or another price than we did; messages hold the provider''s'`);
}

async function createParked(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE parked_events (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    event_hash BINARY(16) NOT NULL COMMENT 'of what the event says; the same event twice is one row',
    provider VARCHAR(32) NOT NULL COMMENT 'who told it',
    kind TINYINT UNSIGNED NOT NULL COMMENT '1 send, 2 receipt, 3 click, 4 inbound',
    provider_message_id VARCHAR(64) NULL COMMENT 'the message it tells of, by the provider''s id',
    client_reference VARCHAR(64) NULL COMMENT 'the message it tells of, by messages.message_id',
    phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the phone that wrote',
    event_key BIGINT UNSIGNED NOT NULL COMMENT 'see receipts',
    status TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
    failure_class TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
    code_field VARCHAR(32) NULL COMMENT 'field that held the code',
    raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
    is_known_code TINYINT UNSIGNED NOT NULL COMMENT '0 = the code is in no table',
    carrier VARCHAR(48) NULL COMMENT 'see receipts',
    occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    part_index SMALLINT UNSIGNED NOT NULL COMMENT 'see part_receipts; 0 = the whole message',
    part_count SMALLINT UNSIGNED NOT NULL COMMENT 'see part_receipts',
    parts SMALLINT UNSIGNED NULL COMMENT 'pieces billed by the provider''s count',
    price VARCHAR(24) ${ASCII} NULL COMMENT 'see message_bills',
    event_id VARCHAR(64) NULL COMMENT 'id of a click or inbound message',
    link_id VARCHAR(64) NULL COMMENT 'links.link_id',
    url VARCHAR(2000) NULL COMMENT 'see links',
    agent_verdict TINYINT UNSIGNED NOT NULL COMMENT 'see clicks',
    agent_hash INT UNSIGNED NULL COMMENT 'see clicks',
    ip_hash BINARY(16) NULL COMMENT 'see clicks',
    text VARCHAR(1600) NULL COMMENT 'text of an inbound message',
    keyword VARCHAR(64) NULL COMMENT 'its first word',
    reading TINYINT UNSIGNED NOT NULL COMMENT '0 a reply, 1 opt-out, 2 opt-in, 3 may be an opt-out, 4 may be an opt-in',
    tries SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'how often it was looked for in vain since',
    next_try_at DATETIME(3) NOT NULL COMMENT 'UTC, when it is looked for again',
    PRIMARY KEY (id),
    UNIQUE KEY parked_events_by_hash (event_hash),
    KEY parked_events_by_provider_message (provider_message_id),
    KEY parked_events_by_next_try (next_try_at)
  ) ${TABLE}'events whose message or contact is not known yet'`);
}

async function createCodes(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE code_overrides (
    provider VARCHAR(32) NOT NULL,
    field VARCHAR(32) NOT NULL COMMENT 'field of the receipt that holds the code',
    code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
    status TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
    failure_class TINYINT UNSIGNED NOT NULL COMMENT 'see receipts',
    evidence VARCHAR(8) NOT NULL COMMENT 'strong, medium, weak or none: value as proof that the number is bad',
    decided_by VARCHAR(100) NOT NULL COMMENT 'who',
    decided_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (provider, field, code)
  ) ${TABLE}'what a code means that the program does not know or reads otherwise'`);

  await knex.raw(`CREATE TABLE unknown_codes (
    provider VARCHAR(32) NOT NULL,
    field VARCHAR(32) NOT NULL COMMENT 'field of the receipt that holds the code',
    code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
    seen BIGINT UNSIGNED NOT NULL COMMENT 'events, each counted once',
    first_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
    last_seen_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (provider, field, code)
  ) ${TABLE}'codes that came and are in no table'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE messages DROP KEY messages_by_provider_message');
  await knex.raw('ALTER TABLE inbound DROP KEY inbound_by_reading, DROP COLUMN reading');
  for (const table of [
    'unknown_codes',
    'code_overrides',
    'parked_events',
    'message_bills',
    'part_receipts',
    'message_provider_ids',
  ]) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
