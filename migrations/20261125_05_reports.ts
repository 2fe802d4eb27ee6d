import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE report_schedules (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    schedule_key VARCHAR(64) NOT NULL COMMENT 'name in schedules.yaml',
    report VARCHAR(40) NOT NULL COMMENT 'report type',
    title VARCHAR(200) NOT NULL COMMENT 'title a reader knows',
    rule VARCHAR(120) NOT NULL COMMENT 'five cron fields or daily|weekly|monthly at ...',
    timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone of the rule and of the window',
    window_kind VARCHAR(16) NOT NULL COMMENT 'last-hour, last-day, last-week, last-month',
    campaign_ids JSON NULL COMMENT 'only these campaigns; null = all',
    segment_ids JSON NULL COMMENT 'only these segments; null = all',
    recipients JSON NOT NULL COMMENT 'addresses of the report',
    formats JSON NOT NULL COMMENT 'html, csv',
    locale VARCHAR(20) NOT NULL DEFAULT 'en-GB' COMMENT 'numbers and dates',
    reply_to VARCHAR(320) NULL COMMENT 'a person',
    owner VARCHAR(320) NULL COMMENT 'who is told of a failure',
    catch_up VARCHAR(8) NOT NULL DEFAULT 'all' COMMENT 'all, latest, none',
    catch_up_limit SMALLINT UNSIGNED NOT NULL DEFAULT 31 COMMENT 'most missed runs that are made up',
    ambiguous_policy VARCHAR(12) NOT NULL DEFAULT 'resend_once' COMMENT 'resend_once or hold',
    deadline_s INT UNSIGNED NOT NULL DEFAULT 86400 COMMENT 'seconds after planning when an open run or dispatch has failed',
    stale_after_s INT UNSIGNED NOT NULL DEFAULT 7200 COMMENT 'source older than this = wait, then [PARTIAL]',
    paused_at DATETIME(3) NULL COMMENT 'UTC',
    planned_until DATETIME(3) NOT NULL COMMENT 'UTC, occurrences up to here have a run',
    next_due_at DATETIME(3) NULL COMMENT 'UTC, next occurrence; null = never again',
    version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts the edits',
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    updated_at DATETIME(3) NOT NULL COMMENT 'UTC',
    removed_at DATETIME(3) NULL COMMENT 'UTC; the row stays for its runs',
    PRIMARY KEY (id),
    UNIQUE KEY report_schedules_by_key (schedule_key),
    KEY report_schedules_by_due (next_due_at)
  ) ${TABLE}'when a report is due, of what, for whom'`);

  await knex.raw(`CREATE TABLE allowed_recipients (
    pattern VARCHAR(320) NOT NULL COMMENT 'an address, or @domain for all of a domain; lower case',
    origin VARCHAR(64) NOT NULL COMMENT 'schedules.yaml, command line',
    added_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (pattern)
  ) ${TABLE}'who may be named by an ad-hoc request'`);

  await knex.raw(`CREATE TABLE report_requests (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    producer VARCHAR(64) NOT NULL COMMENT 'who asked',
    request_id VARCHAR(64) NULL COMMENT 'unique per producer; null when refused, so that a corrected one can be sent',
    payload JSON NULL COMMENT 'as accepted; null when refused',
    payload_sha256 BINARY(32) NOT NULL COMMENT 'the same id with other data is an error',
    state VARCHAR(12) NOT NULL COMMENT 'accepted, rejected',
    reason VARCHAR(300) NULL COMMENT 'why it was refused',
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY report_requests_by_producer (producer, request_id)
  ) ${TABLE}'ad-hoc requests'`);

  await knex.raw(`CREATE TABLE report_runs (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    schedule_id INT UNSIGNED NULL COMMENT 'report_schedules.id',
    request_id BIGINT UNSIGNED NULL COMMENT 'report_requests.id',
    occurrence VARCHAR(40) NOT NULL COMMENT 'nominal local date and time, or the request id',
    report VARCHAR(40) NOT NULL COMMENT 'report type',
    title VARCHAR(200) NOT NULL,
    window_from DATETIME(3) NOT NULL COMMENT 'UTC, inclusive',
    window_to DATETIME(3) NOT NULL COMMENT 'UTC, exclusive',
    window_kind VARCHAR(16) NOT NULL COMMENT 'last-week, ... or custom',
    timezone VARCHAR(64) NOT NULL COMMENT 'IANA zone of the window',
    tzdb VARCHAR(16) NOT NULL COMMENT 'version of the zone data that gave the window',
    options JSON NOT NULL COMMENT 'campaigns, segments, recipients, formats, locale, marks: frozen when planned',
    due_at DATETIME(3) NOT NULL COMMENT 'UTC',
    deadline_at DATETIME(3) NOT NULL COMMENT 'UTC',
    state VARCHAR(20) NOT NULL COMMENT 'planned, running, rendered, done, done_with_failures, failed, skipped',
    reason VARCHAR(300) NULL COMMENT 'why skipped or failed',
    attempt SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'claims so far',
    next_attempt_at DATETIME(3) NOT NULL COMMENT 'UTC',
    lease_owner VARCHAR(64) NULL,
    lease_until DATETIME(3) NULL COMMENT 'UTC by the database clock',
    fence BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'raised at each claim; an older holder changes nothing',
    crashes SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'claims whose holder never answered',
    as_of DATETIME(3) NULL COMMENT 'UTC, data as of',
    model JSON NULL COMMENT 'the report as data',
    model_sha256 BINARY(32) NULL,
    subject VARCHAR(300) NULL,
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    finished_at DATETIME(3) NULL COMMENT 'UTC',
    told_at DATETIME(3) NULL COMMENT 'UTC, when the owner was told of the failure',
    PRIMARY KEY (id),
    UNIQUE KEY report_runs_by_occurrence (schedule_id, occurrence),
    UNIQUE KEY report_runs_by_request (request_id),
    KEY report_runs_by_state (state, next_attempt_at)
  ) ${TABLE}'one production of one report for one window'`);

  await knex.raw(`CREATE TABLE report_dispatches (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    run_id BIGINT UNSIGNED NOT NULL COMMENT 'report_runs.id',
    recipient VARCHAR(320) NOT NULL COMMENT 'address as written',
    recipient_key VARCHAR(320) NOT NULL COMMENT 'address in lower case',
    message_id VARCHAR(190) NOT NULL COMMENT 'Message-ID, fixed when planned',
    date_header VARCHAR(40) NOT NULL COMMENT 'Date, fixed when planned',
    envelope JSON NOT NULL COMMENT 'the per-recipient headers and the ordered part hashes',
    mail_sha256 BINARY(32) NOT NULL COMMENT 'of the assembled bytes; names the form in the envelope that is sent',
    mail_bytes INT UNSIGNED NOT NULL,
    state VARCHAR(12) NOT NULL COMMENT 'queued, sending, sent, failed, held',
    phase VARCHAR(12) NULL COMMENT 'connect, data: how far the last attempt surely came',
    attempt SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ambiguous_attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'attempts whose outcome nobody knows',
    crashes SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'attempts whose holder never answered',
    next_attempt_at DATETIME(3) NOT NULL COMMENT 'UTC',
    deadline_at DATETIME(3) NOT NULL COMMENT 'UTC',
    lease_owner VARCHAR(64) NULL,
    lease_until DATETIME(3) NULL COMMENT 'UTC by the database clock',
    fence BIGINT UNSIGNED NOT NULL DEFAULT 0,
    smtp_code SMALLINT UNSIGNED NULL,
    smtp_text VARCHAR(300) NULL,
    reason VARCHAR(300) NULL COMMENT 'why it waits, failed or is held',
    queued_at DATETIME(3) NOT NULL COMMENT 'UTC',
    sent_at DATETIME(3) NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY report_dispatches_by_recipient (run_id, recipient_key),
    UNIQUE KEY report_dispatches_by_message_id (message_id),
    KEY report_dispatches_by_state (state, next_attempt_at),
    KEY report_dispatches_by_lease (state, lease_until)
  ) ${TABLE}'one report e-mail to one recipient'`);

  await knex.raw(`CREATE TABLE dispatch_parts (
    sha256 BINARY(32) NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (sha256)
  ) ${TABLE}'parts of mails, stored once; a mail is put together from them and checked by hash'`);

  await knex.raw(`CREATE TABLE dispatch_attempts (
    dispatch_id BIGINT UNSIGNED NOT NULL COMMENT 'report_dispatches.id',
    attempt SMALLINT UNSIGNED NOT NULL,
    fence BIGINT UNSIGNED NOT NULL,
    started_at DATETIME(3) NOT NULL COMMENT 'UTC',
    data_started_at DATETIME(3) NULL COMMENT 'UTC, committed before the first byte of the body',
    finished_at DATETIME(3) NULL COMMENT 'UTC',
    outcome VARCHAR(12) NULL COMMENT 'sent, temporary, permanent, ambiguous, withheld, crashed',
    smtp_code SMALLINT UNSIGNED NULL,
    smtp_text VARCHAR(300) NULL,
    PRIMARY KEY (dispatch_id, attempt)
  ) ${TABLE}'each try of a dispatch'`);

  await knex.raw(`CREATE TABLE audit_log (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    at DATETIME(3) NOT NULL COMMENT 'UTC',
    actor VARCHAR(100) NOT NULL COMMENT 'who',
    action VARCHAR(64) NOT NULL COMMENT 'what was done',
    object VARCHAR(100) NOT NULL COMMENT 'to what',
    detail JSON NULL COMMENT 'before and after; no phone number',
    prev_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL COMMENT 'sha256 over prev_hash and this row',
    PRIMARY KEY (id),
    UNIQUE KEY audit_log_by_prev (prev_hash)
  ) ${TABLE}'who did what, append-only, hash-chained'`);
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    'audit_log',
    'dispatch_attempts',
    'dispatch_parts',
    'report_dispatches',
    'report_runs',
    'report_requests',
    'allowed_recipients',
    'report_schedules',
  ];
  for (const table of tables) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
