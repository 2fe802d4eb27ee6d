import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE web_users (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(64) ${ASCII} NOT NULL COMMENT 'what is typed to sign in, lower case',
    role VARCHAR(16) ${ASCII} NOT NULL COMMENT 'viewer, reviewer or admin',
    password_hash VARBINARY(64) NOT NULL COMMENT 'scrypt',
    password_salt VARBINARY(32) NOT NULL,
    scrypt_n INT UNSIGNED NOT NULL COMMENT 'cost the hash was made with',
    scrypt_r SMALLINT UNSIGNED NOT NULL COMMENT 'block size',
    scrypt_p SMALLINT UNSIGNED NOT NULL COMMENT 'parallel runs',
    password_at DATETIME(3) NOT NULL COMMENT 'UTC, when it was set',
    disabled_at DATETIME(3) NULL COMMENT 'UTC; null = may sign in',
    created_at DATETIME(3) NOT NULL COMMENT 'UTC',
    signed_in_at DATETIME(3) NULL COMMENT 'UTC, last time',
    PRIMARY KEY (id),
    UNIQUE KEY web_users_by_name (name)
  ) ${TABLE}'who may sign in to the review pages'`);

  await knex.raw(`CREATE TABLE web_sessions (
    token_hash BINARY(32) NOT NULL COMMENT 'sha256 of the cookie; the cookie itself is nowhere',
    user_id INT UNSIGNED NOT NULL COMMENT 'web_users.id',
    started_at DATETIME(3) NOT NULL COMMENT 'UTC',
    idle_ends_at DATETIME(3) NOT NULL COMMENT 'UTC, moved on while it is used',
    ends_at DATETIME(3) NOT NULL COMMENT 'UTC, whatever happens',
    PRIMARY KEY (token_hash),
    KEY web_sessions_by_user (user_id),
    KEY web_sessions_by_end (ends_at)
  ) ${TABLE}'who is signed in'`);

  await knex.raw(`CREATE TABLE web_sign_in_failures (
    subject BINARY(32) NOT NULL COMMENT 'keyed hash of a name or an address, also of names that are no user',
    failures INT UNSIGNED NOT NULL COMMENT 'since first_at',
    first_at DATETIME(3) NOT NULL COMMENT 'UTC, the count starts anew after a while',
    locked_until DATETIME(3) NULL COMMENT 'UTC',
    PRIMARY KEY (subject),
    KEY web_sign_in_failures_by_age (first_at)
  ) ${TABLE}'wrong passwords, by name and by address'`);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['web_sign_in_failures', 'web_sessions', 'web_users']) {
    await knex.raw(`DROP TABLE IF EXISTS ${table}`);
  }
}
