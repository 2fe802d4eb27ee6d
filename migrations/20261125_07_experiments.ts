import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE experiment_plans (
    campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform; may be planned before the campaign is known',
    plan JSON NOT NULL COMMENT 'the whole plan: arms, shares, primary outcome, windows, guardrails; the columns below repeat parts of it',
    tested VARCHAR(24) NULL COMMENT 'what differs between the arms: text, call-to-action, call-to-action-place, link, sender, send-time, offer, audience',
    theme VARCHAR(100) NULL COMMENT 'tests of one theme are pooled in the test memory',
    primary_outcome VARCHAR(64) NOT NULL COMMENT 'click, conversion:KIND, revenue:KIND, opt-out, non-delivery',
    alpha DOUBLE NOT NULL COMMENT 'two-sided, all pairs together',
    mde_relative DOUBLE NOT NULL COMMENT 'smallest relative difference that matters, 0.1 = a tenth',
    planned_contacts DOUBLE NOT NULL COMMENT 'over all arms',
    planned_rate DOUBLE NOT NULL COMMENT 'what the primary outcome is expected to be, 0..1',
    origin VARCHAR(8) NOT NULL COMMENT 'applied by a person, or default',
    applied_by VARCHAR(100) NULL COMMENT 'who; null = nobody planned it',
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    frozen_at DATETIME(3) NULL COMMENT 'UTC, first assignment; from then on nothing changes. null = nobody was seen assigned',
    PRIMARY KEY (campaign_id),
    KEY experiment_plans_by_theme (theme)
  ) ${TABLE}'what was decided about a test before its first assignment'`);

  await knex.raw(`CREATE TABLE experiment_looks (
    campaign_id VARCHAR(64) NOT NULL COMMENT 'id of the sending platform',
    look INT UNSIGNED NOT NULL COMMENT '1, 2, ... in the order of storing',
    run_id BIGINT UNSIGNED NOT NULL COMMENT 'report_runs.id',
    as_of DATETIME(3) NOT NULL COMMENT 'UTC, data as of',
    verdict VARCHAR(100) NOT NULL COMMENT 'winner:ARM, tie, not_enough_data, ...',
    plan_sha256 BINARY(32) NOT NULL COMMENT 'of the plan as canonical JSON',
    counts JSON NOT NULL COMMENT 'counts per arm that were looked at',
    judgement JSON NOT NULL COMMENT 'what was said, with z, fraction, critical value and log e of every pair',
    PRIMARY KEY (campaign_id, look),
    UNIQUE KEY experiment_looks_by_run (campaign_id, run_id)
  ) ${TABLE}'every look at a test by a stored run, append-only'`);

  // first and last assignment of a campaign without reading all of them
  await knex.raw('ALTER TABLE assignments ADD KEY assignments_by_time (campaign_id, assigned_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE assignments DROP KEY assignments_by_time');
  await knex.raw('DROP TABLE IF EXISTS experiment_looks');
  await knex.raw('DROP TABLE IF EXISTS experiment_plans');
}
