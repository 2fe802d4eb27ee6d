import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE cleaning_flags (
    person_id BIGINT UNSIGNED NOT NULL COMMENT 'contacts.person_id',
    flag TINYINT NOT NULL COMMENT 'as person_findings: 1 fatigued, 3 re-engage',
    segment_id INT UNSIGNED NOT NULL COMMENT 'of the last delivered message; 0 = none',
    as_of_s BIGINT NOT NULL COMMENT 'epoch seconds, the moment of the search for findings',
    dose30 INT NOT NULL COMMENT 'promotional messages delivered in the 30 days before',
    delivered_recent INT NOT NULL COMMENT 'of the last 8 weeks',
    clicked_recent INT NOT NULL,
    delivered_earlier INT NOT NULL,
    clicked_earlier INT NOT NULL,
    silence DOUBLE NULL COMMENT 'probability to be that silent if nothing had changed; null = not silent',
    score DOUBLE NOT NULL COMMENT 'probability that texts tired the contact, or of re-engage that clicking fell',
    per_week DOUBLE NULL COMMENT 'messages a week the segment bears; null = nothing was recommended',
    PRIMARY KEY (person_id)
  ) ${TABLE}'persons whom the last search for findings flagged, as the search for numbers to clean took them over'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS cleaning_flags');
}
