import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE segments (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the segment',
    segment_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    name VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
    PRIMARY KEY (id),
    UNIQUE KEY segments_by_segment_id (segment_id)
  ) ${TABLE}'slices of the audience'`);

  await knex.raw(`CREATE TABLE contacts (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the contact row',
    contact_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    person_id BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'lowest contacts.id with the same phone; own id where the phone is null',
    phone_hmac BINARY(32) NULL COMMENT 'keyed hash of the E.164 number, for joins',
    phone_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of the E.164 number, for display',
    phone_kind VARCHAR(24) NULL COMMENT 'mobile, fixed_line_or_mobile, fixed_line, voip, ... by the numbering plan',
    phone_valid TINYINT NULL COMMENT '1 valid by the numbering plan, 0 not, null no phone',
    country CHAR(2) NULL COMMENT 'ISO 3166 alpha-2',
    timezone VARCHAR(64) NULL COMMENT 'IANA zone; null = the campaign''s zone',
    segment_id INT UNSIGNED NULL COMMENT 'segments.id now',
    created_at DATETIME(3) NULL COMMENT 'UTC, when the contact joined',
    PRIMARY KEY (id),
    UNIQUE KEY contacts_by_contact_id (contact_id),
    KEY contacts_by_phone (phone_hmac),
    KEY contacts_by_segment (segment_id)
  ) ${TABLE}'people with a phone number; several rows may be one person'`);

  await knex.raw(`CREATE TABLE campaigns (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the campaign',
    campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    name VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
    kind VARCHAR(16) NOT NULL DEFAULT 'promotional' COMMENT 'promotional or transactional; transactional never counts in fatigue',
    theme VARCHAR(100) NULL COMMENT 'what was tried, for test memory',
    scheduled_at DATETIME(3) NULL COMMENT 'UTC, planned start',
    timezone VARCHAR(64) NULL COMMENT 'IANA zone of the account that sends',
    randomised_hour TINYINT NOT NULL DEFAULT 0 COMMENT '1 = the local hour of sending was randomised',
    link_count SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'tracked links in the text; 0 = no click can be known',
    segment_ids VARCHAR(2000) NULL COMMENT 'segment ids aimed at, separated by |',
    attribution_hours SMALLINT UNSIGNED NOT NULL DEFAULT 72 COMMENT 'window of an attributed outcome',
    primary_kind VARCHAR(32) NOT NULL DEFAULT 'purchase' COMMENT 'kind of conversion the headline counts',
    PRIMARY KEY (id),
    UNIQUE KEY campaigns_by_campaign_id (campaign_id),
    KEY campaigns_by_scheduled_at (scheduled_at)
  ) ${TABLE}'one planned sending of one message idea to one audience'`);

  await knex.raw(`CREATE TABLE variants (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'our number for the variant',
    campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
    variant_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform, unique inside the campaign',
    label VARCHAR(200) NOT NULL COMMENT 'name a reader knows',
    text TEXT NULL COMMENT 'text of the SMS, when known',
    planned_share DECIMAL(9,6) NULL COMMENT 'planned share of the audience, 0..1',
    is_control TINYINT NOT NULL DEFAULT 0 COMMENT '1 = reference of the test',
    is_holdout TINYINT NOT NULL DEFAULT 0 COMMENT '1 = assigned and gets no message',
    PRIMARY KEY (id),
    UNIQUE KEY variants_by_campaign (campaign_id, variant_id)
  ) ${TABLE}'versions of the message inside a campaign'`);

  await knex.raw(`CREATE TABLE assignments (
    campaign_id INT UNSIGNED NOT NULL COMMENT 'campaigns.id',
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    variant_id INT UNSIGNED NOT NULL COMMENT 'variants.id; two rows for one contact = crossed over',
    assigned_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (campaign_id, contact_id, variant_id),
    KEY assignments_by_contact (contact_id)
  ) ${TABLE}'who was randomised where; a campaign without rows is derived from its messages'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['assignments', 'variants', 'campaigns', 'contacts', 'segments']) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
