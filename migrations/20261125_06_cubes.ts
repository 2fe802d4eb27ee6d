import type { Knex } from 'knex';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT=';
const CURRENCY = "CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT ''";

/**
 * What every cube of messages sums. Signed, because the tick adds new minus old. Columns ending in
 * `_contacts` count a person once per campaign, on the message that stands for the person there.
 */
const MEASURES = `
    attempted INT NOT NULL DEFAULT 0 COMMENT 'messages handed to the provider',
    in_process INT NOT NULL DEFAULT 0 COMMENT 'queued or sent, younger than 72 h',
    delivered INT NOT NULL DEFAULT 0,
    undelivered INT NOT NULL DEFAULT 0,
    expired INT NOT NULL DEFAULT 0,
    rejected INT NOT NULL DEFAULT 0,
    failed INT NOT NULL DEFAULT 0,
    canceled INT NOT NULL DEFAULT 0,
    unknown INT NOT NULL DEFAULT 0 COMMENT 'final without an answer',
    failed_permanent INT NOT NULL DEFAULT 0 COMMENT 'these four partition undelivered + expired + rejected + failed',
    failed_temporary INT NOT NULL DEFAULT 0,
    failed_blocked INT NOT NULL DEFAULT 0,
    failed_ours INT NOT NULL DEFAULT 0,
    parts INT NOT NULL DEFAULT 0 COMMENT 'billed pieces',
    delivered_contacts INT NOT NULL DEFAULT 0,
    linked_contacts INT NOT NULL DEFAULT 0,
    clicking_contacts INT NOT NULL DEFAULT 0,
    raw_clicking_contacts INT NOT NULL DEFAULT 0,
    reading_contacts INT NOT NULL DEFAULT 0,
    converting_contacts INT NOT NULL DEFAULT 0,
    opted_out_contacts INT NOT NULL DEFAULT 0,
    hits INT NOT NULL DEFAULT 0 COMMENT 'all hits inside the outcome window',
    human_clicks INT NOT NULL DEFAULT 0,
    suspected_clicks INT NOT NULL DEFAULT 0,
    bot_clicks INT NOT NULL DEFAULT 0 COMMENT 'bots and previews',
    conversions INT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind of the campaign, an order once',
    clicked_messages INT NOT NULL DEFAULT 0 COMMENT 'messages with a human click inside the window',
    dose30_sum INT NOT NULL DEFAULT 0 COMMENT 'sum of dose30 of delivered promotional messages',
    cost_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'in the currency of the row',
    revenue_micro BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, primary kind, in the currency of the row'`;

const KEYED = {
  campaign_id: 'campaign_id INT UNSIGNED NOT NULL',
  variant_id: "variant_id INT UNSIGNED NOT NULL COMMENT '0 = none'",
  segment_id: "segment_id INT UNSIGNED NOT NULL COMMENT 'segment when sent; 0 = none'",
  day: "day INT NOT NULL COMMENT 'UTC day of sending, days since 1970-01-01'",
  slot: "slot INT NOT NULL COMMENT 'quarter of an hour of sending, sent_s DIV 900'",
  send_hour:
    "send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0'",
  currency: `currency ${CURRENCY} COMMENT 'ISO 4217; empty = no cost known. A message counts in the row of its cost currency'`,
} as const;

type Key = keyof typeof KEYED;

const CUBES: readonly { readonly name: string; readonly key: readonly Key[]; readonly why: string }[] = [
  {
    name: 'cube_campaigns',
    key: ['campaign_id', 'currency'],
    why: 'whole campaigns; small, answers all campaigns at once',
  },
  {
    name: 'cube_variants',
    key: ['campaign_id', 'variant_id', 'currency'],
    why: 'whole campaigns by variant',
  },
  { name: 'cube_segments', key: ['segment_id', 'currency'], why: 'all campaigns by segment; small' },
  {
    name: 'cube_cells',
    key: ['campaign_id', 'variant_id', 'segment_id', 'currency'],
    why: 'whole campaigns by variant and segment',
  },
  {
    name: 'cube_days',
    key: ['campaign_id', 'day', 'variant_id', 'segment_id', 'currency'],
    why: 'whole UTC days of a window that cuts a campaign, by variant or segment',
  },
  {
    name: 'cube_campaign_days',
    key: ['campaign_id', 'day', 'currency'],
    why: 'whole UTC days of a window that cuts a campaign; small',
  },
  {
    name: 'cube_segment_days',
    key: ['day', 'segment_id', 'currency'],
    why: 'whole UTC days of a window, all campaigns; small',
  },
  {
    name: 'cube_slots',
    key: ['campaign_id', 'slot', 'variant_id', 'send_hour', 'currency'],
    why: 'edges of a window and days of another zone; exact in zones at :30 and :45',
  },
  {
    name: 'cube_segment_slots',
    key: ['slot', 'segment_id', 'currency'],
    why: 'edges of a window by segment, all campaigns',
  },
  {
    name: 'cube_send_hours',
    key: ['campaign_id', 'send_hour', 'currency'],
    why: 'whole campaigns by recipient-local hour of the week of sending',
  },
];

const TIME_KEY = `
    measure TINYINT NOT NULL COMMENT '1 receipt minus sending, 2 first human click minus receipt; in cube_times also 3 conversion minus its click (or sending when cited), 4 arrival of the receipt minus its provider time',
    bucket SMALLINT NOT NULL COMMENT 'seconds r: r below 64, then 32 steps an octave: 64 + (e - 1) * 32 + (r >> e) - 32, e = floor(log2 r) - 5',
    n BIGINT NOT NULL DEFAULT 0`;

export async function up(knex: Knex): Promise<void> {
  for (const { name, key, why } of CUBES) {
    const columns = key.map((column) => KEYED[column]).join(',\n    ');
    await knex.raw(`CREATE TABLE ${name} (
    ${columns},${MEASURES},
    PRIMARY KEY (${key.join(', ')})
  ) ${TABLE}'${why}'`);
  }
  await createEventCubes(knex);
  await createTimeCubes(knex);
}

async function createEventCubes(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE cube_click_hours (
    ${KEYED.campaign_id},
    ${KEYED.day},
    ${KEYED.variant_id},
    click_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of the hit, Monday 00 = 0',
    hits BIGINT NOT NULL DEFAULT 0,
    human_clicks BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, day, variant_id, click_hour)
  ) ${TABLE}'when people click, inside the outcome window'`);

  await knex.raw(`CREATE TABLE cube_links (
    ${KEYED.campaign_id},
    ${KEYED.variant_id},
    link_id INT UNSIGNED NOT NULL COMMENT 'links.id; 0 = not known',
    hits BIGINT NOT NULL DEFAULT 0,
    human_clicks BIGINT NOT NULL DEFAULT 0,
    suspected_clicks BIGINT NOT NULL DEFAULT 0,
    bot_clicks BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, variant_id, link_id)
  ) ${TABLE}'hits by link, inside the outcome window'`);

  await knex.raw(`CREATE TABLE cube_conversions (
    ${KEYED.campaign_id},
    ${KEYED.day},
    ${KEYED.variant_id},
    ${KEYED.segment_id},
    kind VARCHAR(32) NOT NULL,
    currency ${CURRENCY} COMMENT 'of the value',
    conversions BIGINT NOT NULL DEFAULT 0 COMMENT 'attributed, an order once',
    revenue_micro BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, day, variant_id, segment_id, kind, currency)
  ) ${TABLE}'conversions and revenue of every kind; kinds and currencies are never added'`);
}

async function createTimeCubes(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE cube_times (
    ${KEYED.campaign_id},
    ${KEYED.variant_id},${TIME_KEY},
    PRIMARY KEY (campaign_id, variant_id, measure, bucket)
  ) ${TABLE}'histograms of durations, whole campaigns'`);

  await knex.raw(`CREATE TABLE cube_day_times (
    ${KEYED.campaign_id},
    ${KEYED.day},${TIME_KEY},
    PRIMARY KEY (campaign_id, day, measure, bucket)
  ) ${TABLE}'histograms of durations by UTC day of sending'`);

  await knex.raw(`CREATE TABLE cube_segment_times (
    ${KEYED.segment_id},${TIME_KEY},
    PRIMARY KEY (segment_id, measure, bucket)
  ) ${TABLE}'histograms of durations by segment, all campaigns and days'`);

  await knex.raw(`CREATE TABLE cube_segment_day_times (
    ${KEYED.day},
    ${KEYED.segment_id},${TIME_KEY},
    PRIMARY KEY (day, segment_id, measure, bucket)
  ) ${TABLE}'histograms of durations by segment and UTC day of sending, all campaigns'`);

  await knex.raw(`CREATE TABLE cube_outcomes (
    ${KEYED.campaign_id},
    hour INT NOT NULL COMMENT 'UTC hour of sending, sent_s DIV 3600',
    outcome_id INT UNSIGNED NOT NULL COMMENT 'outcomes.id; 0 = no receipt yet',
    messages BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, hour, outcome_id)
  ) ${TABLE}'messages by carrier and code and hour, to see an outage'`);

  await knex.raw(`CREATE TABLE campaign_spans (
    campaign_id INT UNSIGNED NOT NULL,
    first_s BIGINT NOT NULL COMMENT 'no message was sent before; a bound, may be too early after a correction',
    last_s BIGINT NOT NULL COMMENT 'no message was sent after; a bound, may be too late after a correction',
    PRIMARY KEY (campaign_id)
  ) ${TABLE}'bounds of the sending of each campaign: tell a campaign wholly inside a window from one that is cut'`);
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    'campaign_spans',
    'cube_outcomes',
    'cube_segment_day_times',
    'cube_segment_times',
    'cube_day_times',
    'cube_times',
    'cube_conversions',
    'cube_links',
    'cube_click_hours',
    ...CUBES.map(({ name }) => name).toReversed(),
  ];
  for (const table of tables) await knex.raw(`DROP TABLE IF EXISTS ${table}`);
}
