import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE odd_receipts (
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    event_key BIGINT UNSIGNED NOT NULL COMMENT 'receipts.event_key',
    provider VARCHAR(32) NOT NULL COMMENT 'whose code it is',
    field VARCHAR(32) NOT NULL COMMENT 'field that held the code; receipts only keep the code',
    code VARCHAR(32) NOT NULL COMMENT 'code as the provider writes it',
    PRIMARY KEY (message_id, event_key),
    KEY odd_receipts_by_code (provider, field, code, message_id)
  ) ${TABLE}'a receipt whose code was in no table of the program when it came, or was classified by an operator: what is read anew when somebody says what the code means'`);
  await fillOdd(knex);

  await knex.raw(`CREATE TABLE refused_events (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of the first arrival',
    event_hash BINARY(16) NOT NULL COMMENT 'of hook, field, reason and what was said; the same again is one row',
    hook VARCHAR(82) NOT NULL COMMENT 'name in hooks.yaml',
    field VARCHAR(64) NOT NULL COMMENT 'where it was wrong',
    reason VARCHAR(300) NOT NULL COMMENT 'what was wrong, phones masked',
    said VARCHAR(2000) NOT NULL COMMENT 'start of the event as the provider wrote it, phones masked',
    seen INT UNSIGNED NOT NULL COMMENT 'how often it came',
    first_at DATETIME(3) NOT NULL COMMENT 'UTC, when it came first',
    last_at DATETIME(3) NOT NULL COMMENT 'UTC, when it came last; removed after 30 days',
    PRIMARY KEY (id),
    UNIQUE KEY refused_events_by_hash (event_hash),
    KEY refused_events_by_last (last_at),
    KEY refused_events_by_hook (hook)
  ) ${TABLE}'an event that a hook could not read, kept for whoever looks for the reason; at most some thousand'`);

  await knex.raw(`CREATE TABLE hook_refusals (
    hook VARCHAR(82) NOT NULL COMMENT 'name in hooks.yaml',
    day DATE NOT NULL COMMENT 'UTC',
    refused BIGINT UNSIGNED NOT NULL COMMENT 'events that could not be read, also those of which nothing is kept',
    PRIMARY KEY (hook, day)
  ) ${TABLE}'refused events of a hook and day'`);
}

/** Of receipts that are stored nobody knows the field; an unknown code of the provider tells it, as a rule just one. */
async function fillOdd(knex: Knex): Promise<void> {
  await knex.raw(`INSERT IGNORE INTO odd_receipts (message_id, event_key, provider, field, code)
    SELECT r.message_id, r.event_key, u.provider, u.field, u.code
    FROM unknown_codes u
    JOIN receipts r ON r.raw_code = u.code AND r.failure_class = 23
    JOIN messages m ON m.id = r.message_id AND m.provider = u.provider`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['hook_refusals', 'refused_events', 'odd_receipts'])
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
