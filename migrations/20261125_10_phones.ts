import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE phone_verdicts (
    contact_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.id',
    verdict VARCHAR(16) ${ASCII} NOT NULL COMMENT 'fixable, not_mobile, invalid_pattern, unparseable; duplicate = nothing else is wrong with it. ok and ambiguous_type have no row: contacts.phone_kind tells',
    rule VARCHAR(32) ${ASCII} NOT NULL COMMENT 'repair that gives the candidate, damage that makes it unreadable, or kind of line; same-number of a duplicate',
    raw_masked VARCHAR(64) NULL COMMENT 'as the source wrote it, most digits masked; null = as in contacts',
    raw_enc VARBINARY(300) NULL COMMENT 'AES-256-GCM of what the source wrote, to judge it again',
    candidate_hmac BINARY(32) NULL COMMENT 'keyed hash of the E.164 number that may be meant, as contacts.phone_hmac; equal to it where only the notation is odd',
    candidate_enc VARBINARY(64) NULL COMMENT 'AES-256-GCM of it',
    candidate_masked VARCHAR(24) ${ASCII} NULL COMMENT 'for lists',
    duplicate_of BIGINT UNSIGNED NULL COMMENT 'contacts.id of the lowest contact with the same number, else of one whose number or candidate the candidate is',
    judged_by VARCHAR(48) ${ASCII} NOT NULL COMMENT 'name and version of the numbering plans it was judged by',
    judged_at DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (contact_id),
    KEY phone_verdicts_by_verdict (verdict, contact_id),
    KEY phone_verdicts_by_candidate (candidate_hmac),
    KEY phone_verdicts_by_duplicate (duplicate_of)
  ) ${TABLE}'what is wrong with the phone of a contact by its notation and the numbering plans alone; says nothing of whether somebody answers'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS phone_verdicts');
}
