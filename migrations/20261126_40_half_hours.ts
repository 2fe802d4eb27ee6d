import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';

/** What every cube of messages sums, as in the cubes of days and quarters. */
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

const KEYED = {
  campaign_id: 'campaign_id INT UNSIGNED NOT NULL',
  segment_id: "segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none'",
  hour: "hour INT NOT NULL COMMENT 'UTC hour of sending, sent_s DIV 3600'",
  half_hour: "half_hour INT NOT NULL COMMENT 'half an hour of sending, sent_s DIV 1800'",
  currency:
    "currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency'",
} as const;

type Key = keyof typeof KEYED;

const CUBES: readonly {
  readonly name: string;
  readonly key: readonly Key[];
  /** of quarters, with the same messages */
  readonly from: string;
  readonly why: string;
}[] = [
  {
    name: 'cube_campaign_half_hours',
    key: ['campaign_id', 'half_hour', 'currency'],
    from: 'cube_slots',
    why: 'edges of a window that cuts a campaign, and days of another zone; small beside the quarters, exact in zones at :30',
  },
  {
    name: 'cube_segment_hours',
    key: ['hour', 'segment_id', 'currency'],
    from: 'cube_segment_slots',
    why: 'edges of a window by segment, all campaigns: whole UTC hours',
  },
];

const OF_SLOTS: Partial<Record<Key, string>> = { hour: 'q.slot DIV 4', half_hour: 'q.slot DIV 2' };

/** Filled from the quarters, so that nothing has to be counted again. */
export async function up(knex: Knex): Promise<void> {
  const names = MEASURES.map(([name]) => name);
  for (const { name, key, from, why } of CUBES) {
    // MySQL commits each CREATE: a step that failed in the middle begins again
    await knex.raw(`DROP TABLE IF EXISTS ${name}`);
    const columns = [...key.map((column) => KEYED[column]), ...MEASURES.map((measure) => measure.join(' '))];
    await knex.raw(`CREATE TABLE ${name} (
    ${columns.join(',\n    ')},
    PRIMARY KEY (${key.join(', ')})
  ) ${TABLE}'${why}'`);
    const grouped = key.map((column) => OF_SLOTS[column] ?? `q.${column}`).join(', ');
    await knex.raw(`INSERT INTO ${name} (${[...key, ...names].join(', ')})
    SELECT ${grouped}, ${names.map((measure) => `SUM(q.${measure})`).join(', ')}
    FROM ${from} q
    GROUP BY ${grouped}
    ORDER BY ${grouped}`);
    // without statistics the server reads the whole table where it should look up a few campaigns
    await knex.raw(`ANALYZE TABLE ${name}`);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const { name } of CUBES.toReversed()) await knex.raw(`DROP TABLE IF EXISTS ${name}`);
}
