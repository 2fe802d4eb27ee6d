import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`ALTER TABLE campaigns
    ADD COLUMN brand VARCHAR(64) NULL COMMENT 'brand it is sent for; null = of none',
    ADD COLUMN tags VARCHAR(1000) NULL COMMENT 'words of the sending platform, separated by |',
    ADD KEY campaigns_by_brand (brand)`);

  await knex.raw(`ALTER TABLE report_schedules
    ADD COLUMN variant VARCHAR(8) NOT NULL DEFAULT 'full' COMMENT 'full, exec, analyst, alert: which parts are shown',
    ADD COLUMN only_if JSON NULL COMMENT 'conditions, one of which must be met for a mail; null = always',
    ADD COLUMN heartbeat VARCHAR(8) NOT NULL DEFAULT 'weekly' COMMENT 'weekly, monthly, never: a sign of life when no condition was met for so long',
    ADD COLUMN brands JSON NULL COMMENT 'only campaigns of these brands; null = all',
    ADD COLUMN tags JSON NULL COMMENT 'only campaigns with one of these tags; null = all'`);

  await knex.raw(`ALTER TABLE report_runs
    ADD COLUMN watch VARCHAR(9) NULL COMMENT 'what became of the conditions: met, not-met, unknown, heartbeat; null = there were none'`);

  await knex.raw(`CREATE TABLE report_goals (
    brand VARCHAR(64) NOT NULL COMMENT 'of which brand; empty = of the whole account',
    metric VARCHAR(40) NOT NULL COMMENT 'id in the catalogue of metrics',
    side VARCHAR(8) NOT NULL COMMENT 'at-least, at-most',
    amount DOUBLE NOT NULL COMMENT 'rate 0..1, seconds, micro-units of the currency, or plain ratio',
    currency CHAR(3) NULL COMMENT 'ISO 4217, of money',
    period VARCHAR(8) NULL COMMENT 'month = the sum of a calendar month; null = of the window of a report',
    updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (brand, metric, side)
  ) ${TABLE}'goals and limits the sender set itself'`);

  await knex.raw(`CREATE TABLE bound_recipients (
    pattern VARCHAR(320) NOT NULL COMMENT 'an address, or @domain for all of a domain; lower case',
    brands JSON NOT NULL COMMENT 'the only brands whose campaigns it may see',
    updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (pattern)
  ) ${TABLE}'recipients who may see some brands only'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS bound_recipients');
  await knex.raw('DROP TABLE IF EXISTS report_goals');
  await knex.raw('ALTER TABLE report_runs DROP COLUMN watch');
  await knex.raw(
    'ALTER TABLE report_schedules DROP COLUMN variant, DROP COLUMN only_if, DROP COLUMN heartbeat, DROP COLUMN brands, DROP COLUMN tags',
  );
  await knex.raw('ALTER TABLE campaigns DROP KEY campaigns_by_brand, DROP COLUMN brand, DROP COLUMN tags');
}
