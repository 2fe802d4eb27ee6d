import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

const COLUMNS = `
  measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt, 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
  bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
  n BIGINT NOT NULL DEFAULT 0,`;

/** No report prints durations of a variant, and each variant has nearly all buckets of its campaign. */
export async function up(knex: Knex): Promise<void> {
  await dropRests(knex);
  if (!(await knex.schema.hasColumn('cube_times', 'variant_id'))) return;
  await replace(knex, {
    columns: `campaign_id INT UNSIGNED NOT NULL,${COLUMNS}
  PRIMARY KEY (campaign_id, measure, bucket)`,
    why: 'histograms of durations, whole campaigns',
    select: 'SELECT q.campaign_id, q.measure, q.bucket, SUM(q.n) FROM cube_times q',
    keys: 'campaign_id, measure, bucket',
  });
}

/** What was of which variant is not known any more: all stands at no variant until `rollups rebuild`. */
export async function down(knex: Knex): Promise<void> {
  await dropRests(knex);
  if (await knex.schema.hasColumn('cube_times', 'variant_id')) return;
  await replace(knex, {
    columns: `campaign_id INT UNSIGNED NOT NULL,
  variant_id INT UNSIGNED NOT NULL COMMENT '0 = none',${COLUMNS}
  PRIMARY KEY (campaign_id, variant_id, measure, bucket)`,
    why: 'histograms of durations, whole campaigns',
    select: 'SELECT q.campaign_id, 0, q.measure, q.bucket, SUM(q.n) FROM cube_times q',
    keys: 'campaign_id, variant_id, measure, bucket',
  });
}

/** MySQL commits each CREATE: a try that died in the middle begins again, or finds that it had ended. */
async function dropRests(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS cube_times_next, cube_times_before');
}

async function replace(
  knex: Knex,
  next: { readonly columns: string; readonly why: string; readonly select: string; readonly keys: string },
): Promise<void> {
  await knex.raw(`CREATE TABLE cube_times_next (
  ${next.columns}
) ${TABLE}'${next.why}'`);
  await knex.raw(`INSERT INTO cube_times_next (${next.keys}, n)
  ${next.select}
  GROUP BY q.campaign_id, q.measure, q.bucket
  ORDER BY q.campaign_id, q.measure, q.bucket`);
  // one statement: nobody sees the one without the other
  await knex.raw('RENAME TABLE cube_times TO cube_times_before, cube_times_next TO cube_times');
  await knex.raw('DROP TABLE cube_times_before');
  await knex.raw('ANALYZE TABLE cube_times');
}
