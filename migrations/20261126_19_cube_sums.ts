import type { Knex } from 'knex';

/** What reports read of a cube, each measure with the letter that stands before it. */
const LETTERS = {
  attempted: 'a',
  in_process: 'b',
  delivered: 'c',
  undelivered: 'd',
  expired: 'e',
  rejected: 'f',
  failed: 'g',
  canceled: 'h',
  unknown: 'i',
  failed_permanent: 'j',
  failed_temporary: 'k',
  failed_blocked: 'l',
  failed_ours: 'm',
  parts: 'n',
  delivered_contacts: 'o',
  linked_contacts: 'p',
  clicking_contacts: 'q',
  raw_clicking_contacts: 'r',
  reading_contacts: 's',
  converting_contacts: 't',
  opted_out_contacts: 'u',
  hits: 'v',
  human_clicks: 'w',
  suspected_clicks: 'x',
  bot_clicks: 'y',
  conversions: 'z',
  cost_micro: 'A',
  revenue_micro: 'B',
} as const;

/**
 * Cubes whose rows reports read as they are. Not cube_slots: it has nearly as many rows as messages, and the text costs a
 * tick 5 us for each that it changes. The longest text is 354 characters.
 */
const TABLES = [
  'cube_campaigns',
  'cube_variants',
  'cube_segments',
  'cube_cells',
  'cube_campaign_days',
  'cube_send_hours',
] as const;

const TEXT = Object.entries(LETTERS)
  .map(([column, letter]) => `IF(${column} = 0, '', CONCAT('${letter}', ${column}))`)
  .join(', ');

/** The server fills the column, now and with every later change of a row: it cannot differ from the measures. */
export async function up(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    // MySQL commits each ALTER: a step that failed in the middle goes on from there
    if (await knex.schema.hasColumn(table, 'sums')) continue;
    const index =
      table === 'cube_campaigns' ? ', ADD KEY cube_campaigns_by_sums (campaign_id, currency, sums)' : '';
    await knex.raw(`ALTER TABLE ${table}
      ADD COLUMN sums VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin
      GENERATED ALWAYS AS (CONCAT(${TEXT})) STORED
      COMMENT 'what reports read of the measures, in one text: a letter and a number for each that is not 0'${index}`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE cube_campaigns DROP KEY cube_campaigns_by_sums');
  for (const table of TABLES) await knex.raw(`ALTER TABLE ${table} DROP COLUMN sums`);
}
