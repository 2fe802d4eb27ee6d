import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE finding_runs (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    as_of DATETIME(3) NOT NULL COMMENT 'UTC, data as of',
    kind VARCHAR(12) COLLATE ascii_bin NOT NULL COMMENT 'kept: reports show the last one; passing: asked for by somebody and removed again',
    is_recomputed TINYINT NOT NULL COMMENT '1 = of a moment in the past, from the events that had come in by then',
    state VARCHAR(8) COLLATE ascii_bin NOT NULL COMMENT 'running, done',
    is_only TINYINT NULL COMMENT '1 = kept and running; null for all others, so that there is one at most',
    started_at DATETIME(3) NOT NULL COMMENT 'UTC, database clock',
    alive_at DATETIME(3) NOT NULL COMMENT 'UTC, database clock; long ago and still running = it died',
    finished_at DATETIME(3) NULL COMMENT 'UTC, database clock',
    level DOUBLE NULL COMMENT 'earlier clicks of contacts over what was expected of them; null = nobody clicked',
    shape DOUBLE NULL COMMENT 'how alike contacts are: clicks = level x expected x Gamma(shape, shape)',
    findings JSON NULL COMMENT 'what was found, as reports show it',
    contacts JSON NULL COMMENT 'persons by flag',
    PRIMARY KEY (id),
    UNIQUE KEY finding_runs_only (is_only),
    KEY finding_runs_by_state (state, kind, as_of)
  ) ${TABLE}'each search for fatigue, send times and anomalies'`);

  await knex.raw(`CREATE TABLE finding_rates (
    run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
    campaign_id INT UNSIGNED NOT NULL,
    segment_id INT UNSIGNED NOT NULL,
    weeks_ago SMALLINT NOT NULL COMMENT '0 = the 7 days before the day of the moment',
    click_nano BIGINT NOT NULL COMMENT 'clicks to expect of a delivered message, thousand-millionths',
    opt_out_nano BIGINT NOT NULL COMMENT 'opt-outs to expect of it',
    PRIMARY KEY (run_id, campaign_id, segment_id, weeks_ago)
  ) ${TABLE}'what a run expects of each campaign in each segment; gone when the run has ended'`);

  await knex.raw(`CREATE TABLE finding_bins (
    run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
    segment_id INT UNSIGNED NOT NULL,
    band TINYINT NOT NULL COMMENT 'texts of the last 30 days: 0 up to 4, 1 up to 8, 2 up to 12, 3 more',
    clicked_recent TINYINT NOT NULL COMMENT 'messages clicked in the last 8 weeks, at most 8',
    clicked_earlier TINYINT NOT NULL COMMENT 'messages clicked before, at most 30',
    recent_step SMALLINT NOT NULL COMMENT 'round(4 ln(expected clicks)) of the last 8 weeks',
    earlier_step SMALLINT NOT NULL COMMENT 'round(4 ln(expected clicks)) before',
    score DOUBLE NOT NULL COMMENT 'probability that texts tired the contact',
    lapsed DOUBLE NOT NULL COMMENT 'probability that its clicking fell for whatever reason',
    silence DOUBLE NULL COMMENT 'probability to be that silent if nothing had changed; null = not silent',
    flag TINYINT NOT NULL COMMENT 'as person_findings',
    PRIMARY KEY (run_id, segment_id, band, clicked_recent, clicked_earlier, recent_step, earlier_step)
  ) ${TABLE}'contacts that look alike, scored together'`);

  await knex.raw(`CREATE TABLE person_findings (
    run_id INT UNSIGNED NOT NULL COMMENT 'finding_runs.id',
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    segment_id INT UNSIGNED NOT NULL COMMENT 'of the last delivered message; 0 = none',
    is_panel TINYINT NOT NULL COMMENT '1 = known since the start of the history',
    is_reachable TINYINT NOT NULL DEFAULT 1 COMMENT '0 = opted out, or the number is bad',
    flag TINYINT NOT NULL DEFAULT 0 COMMENT '0 none, 1 fatigued, 2 watch, 3 re-engage, 4 sunset',
    delivered_recent INT NOT NULL COMMENT 'promotional messages of the last 8 weeks, old enough to be clicked',
    delivered_earlier INT NOT NULL COMMENT 'before',
    clicked_recent INT NOT NULL,
    clicked_earlier INT NOT NULL,
    expected_recent_nano BIGINT NOT NULL COMMENT 'clicks to expect of delivered_recent of a usual contact, thousand-millionths',
    expected_earlier_nano BIGINT NOT NULL,
    dose7 INT NOT NULL COMMENT 'promotional messages delivered in the 7 days before the moment',
    dose30 INT NOT NULL,
    dose90 INT NOT NULL,
    last_delivered_s BIGINT NOT NULL COMMENT 'epoch seconds; sending of the last delivered message',
    last_click_s BIGINT NOT NULL DEFAULT 0 COMMENT 'human; 0 = never',
    last_order_s BIGINT NOT NULL DEFAULT 0 COMMENT 'conversion of any kind; 0 = never',
    PRIMARY KEY (run_id, person_id)
  ) ${TABLE}'how each person a promotional message reached was doing at the moment of a run'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['person_findings', 'finding_bins', 'finding_rates', 'finding_runs'])
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
