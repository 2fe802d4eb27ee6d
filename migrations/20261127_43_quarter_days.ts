import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

/** What every cube of messages sums, as in the cubes of days and hours. */
const MEASURES = [
  ['attempted', "INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider'"],
  ['in_process', "INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h'"],
  ['delivered', 'INT NOT NULL DEFAULT 0'],
  ['undelivered', 'INT NOT NULL DEFAULT 0'],
  ['expired', 'INT NOT NULL DEFAULT 0'],
  ['rejected', 'INT NOT NULL DEFAULT 0'],
  ['failed', 'INT NOT NULL DEFAULT 0'],
  ['canceled', 'INT NOT NULL DEFAULT 0'],
  ['unknown', "INT NOT NULL DEFAULT 0 COMMENT 'final without an answer'"],
  [
    'failed_permanent',
    "INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed'",
  ],
  ['failed_temporary', 'INT NOT NULL DEFAULT 0'],
  ['failed_blocked', 'INT NOT NULL DEFAULT 0'],
  ['failed_ours', 'INT NOT NULL DEFAULT 0'],
  ['parts', "INT NOT NULL DEFAULT 0 COMMENT 'billed pieces'"],
  ['delivered_contacts', 'INT NOT NULL DEFAULT 0'],
  ['linked_contacts', 'INT NOT NULL DEFAULT 0'],
  ['clicking_contacts', 'INT NOT NULL DEFAULT 0'],
  ['raw_clicking_contacts', 'INT NOT NULL DEFAULT 0'],
  ['reading_contacts', 'INT NOT NULL DEFAULT 0'],
  ['converting_contacts', 'INT NOT NULL DEFAULT 0'],
  ['opted_out_contacts', 'INT NOT NULL DEFAULT 0'],
  ['hits', "INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window'"],
  ['human_clicks', 'INT NOT NULL DEFAULT 0'],
  ['suspected_clicks', 'INT NOT NULL DEFAULT 0'],
  ['bot_clicks', "INT NOT NULL DEFAULT 0 COMMENT 'bots and previews'"],
  ['conversions', "INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once'"],
  ['clicked_messages', "INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window'"],
  ['dose30_sum', "INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages'"],
  ['cost_micro', "BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row'"],
  [
    'revenue_micro',
    "BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row'",
  ],
] as const;

const KEY = 'quarter_day, segment_id, currency';

/** Filled from the hours, so that nothing has to be counted again. */
export async function up(knex: Knex): Promise<void> {
  const names = MEASURES.map(([name]) => name);
  // MySQL commits each CREATE: a step that failed in the middle begins again
  await knex.raw('DROP TABLE IF EXISTS cube_segment_quarter_days');
  await knex.raw(`CREATE TABLE cube_segment_quarter_days (
    quarter_day INT NOT NULL COMMENT 'quarter of a UTC day of sending, sent_s DIV 21600',
    segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none',
    currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''
      COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency',
    ${MEASURES.map((measure) => measure.join(' ')).join(',\n    ')},
    PRIMARY KEY (${KEY})
  ) ${TABLE}'edges of a window by segment, all campaigns: whole quarters of a UTC day, so that no edge reads many hours'`);
  await knex.raw(`INSERT INTO cube_segment_quarter_days (${KEY}, ${names.join(', ')})
  SELECT q.hour DIV 6, q.segment_id, q.currency, ${names.map((name) => `SUM(q.${name})`).join(', ')}
  FROM cube_segment_hours q
  GROUP BY q.hour DIV 6, q.segment_id, q.currency
  ORDER BY q.hour DIV 6, q.segment_id, q.currency`);
  // without statistics the server reads the whole table where it should look up a few hours
  await knex.raw('ANALYZE TABLE cube_segment_quarter_days');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS cube_segment_quarter_days');
}
