import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE messages (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the message',
    message_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    provider VARCHAR(32) NOT NULL COMMENT 'who sent it',
    provider_message_id VARCHAR(64) NULL COMMENT 'id in the provider''s receipts when it differs',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
    variant_id INT UNSIGNED NOT NULL COMMENT 'variants.id; 0 = no variant',
    segment_id INT UNSIGNED NOT NULL COMMENT 'segments.id when sent; 0 = none',
    sent_at DATETIME(3) NOT NULL COMMENT 'UTC, handed to the provider',
    parts SMALLINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'billed pieces',
    cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'millionths of the currency unit, for all parts',
    currency CHAR(3) NULL COMMENT 'ISO 4217; null = cost unknown',
    PRIMARY KEY (id),
    UNIQUE KEY messages_by_message_id (message_id),
    KEY messages_by_contact (contact_id, sent_at),
    KEY messages_by_campaign (campaign_id, sent_at)
  ) ${TABLE}'one SMS to one contact; its state comes from receipts'`);

  await knex.raw(`CREATE TABLE receipts (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    event_key BIGINT UNSIGNED NOT NULL COMMENT 'hash of the provider''s event; the same event twice is one row',
    status TINYINT UNSIGNED NOT NULL COMMENT '10 queued, 20 sent, 30 unknown, 41 undelivered, 42 expired, 43 rejected, 44 failed, 45 canceled, 50 delivered',
    failure_class TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'number of the failure class; 0 = none',
    raw_code VARCHAR(32) NULL COMMENT 'code as the provider wrote it',
    carrier VARCHAR(48) NULL COMMENT 'operator as the provider wrote it',
    occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, provider time',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (id),
    UNIQUE KEY receipts_by_message (message_id, event_key)
  ) ${TABLE}'delivery reports, append-only'`);

  await knex.raw(`CREATE TABLE links (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the link',
    link_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    url VARCHAR(2000) NULL COMMENT 'target, when known',
    PRIMARY KEY (id),
    UNIQUE KEY links_by_link_id (link_id)
  ) ${TABLE}'tracked links'`);

  await knex.raw(`CREATE TABLE clicks (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    click_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    message_id BIGINT UNSIGNED NOT NULL COMMENT 'messages.id',
    link_id INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'links.id; 0 = not known',
    clicked_at DATETIME(3) NOT NULL COMMENT 'UTC',
    agent_class TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0 unknown, 1 mobile, 2 datacenter',
    agent_verdict TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'what the agent and method alone say: 0 nothing, 1 human, 2 suspected, 3 bot, 4 preview',
    agent_hash INT UNSIGNED NULL COMMENT 'hash of the user agent, to tell agents apart',
    ip_hash BINARY(16) NULL COMMENT 'keyed hash of the address',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (id),
    UNIQUE KEY clicks_by_click_id (click_id),
    KEY clicks_by_message (message_id, clicked_at)
  ) ${TABLE}'every hit on a tracked link, append-only; who clicked is judged and versioned apart'`);

  await knex.raw(`CREATE TABLE conversions (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    conversion_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    order_id VARCHAR(64) NULL COMMENT 'an order counts once, whatever cites it',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    message_id BIGINT UNSIGNED NULL COMMENT 'messages.id when the source names one',
    kind VARCHAR(32) NOT NULL DEFAULT 'purchase' COMMENT 'purchase, signup, visit, ...',
    converted_at DATETIME(3) NOT NULL COMMENT 'UTC',
    value_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'millionths of the currency unit',
    currency CHAR(3) NULL COMMENT 'ISO 4217; null = no value',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (id),
    UNIQUE KEY conversions_by_conversion_id (conversion_id),
    KEY conversions_by_order (order_id),
    KEY conversions_by_contact (contact_id, converted_at)
  ) ${TABLE}'outcomes, attributed or organic, append-only'`);

  await knex.raw(`CREATE TABLE opt_outs (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    event_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id; the opt-out belongs to the phone',
    event VARCHAR(8) NOT NULL COMMENT 'opt_out or opt_in',
    occurred_at DATETIME(3) NOT NULL COMMENT 'UTC',
    keyword VARCHAR(64) NULL COMMENT 'word that was sent',
    message_id BIGINT UNSIGNED NULL COMMENT 'messages.id when the source names one',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (id),
    UNIQUE KEY opt_outs_by_event_id (event_id),
    KEY opt_outs_by_contact (contact_id, occurred_at)
  ) ${TABLE}'requests to stop or to start again, append-only'`);

  await knex.raw(`CREATE TABLE inbound (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'order of arrival',
    inbound_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    occurred_at DATETIME(3) NOT NULL COMMENT 'UTC, when it was written',
    text VARCHAR(1600) NULL COMMENT 'text of the reply',
    keyword VARCHAR(64) NULL COMMENT 'first word',
    received_at DATETIME(3) NOT NULL COMMENT 'UTC, when we got it',
    PRIMARY KEY (id),
    UNIQUE KEY inbound_by_inbound_id (inbound_id),
    KEY inbound_by_contact (contact_id, occurred_at)
  ) ${TABLE}'replies that are not STOP; they feed inferred reads'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['inbound', 'opt_outs', 'conversions', 'clicks', 'links', 'receipts', 'messages']) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
