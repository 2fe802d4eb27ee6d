import type { Knex } from 'knex';

const COUNTS = [
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
] as const;

const NAMES = COUNTS.map(([name]) => name).join(', ');

/** No report tells money of an hour, and a row for each currency is three where one answers. */
export async function up(knex: Knex): Promise<void> {
  await dropRests(knex);
  if (!(await knex.schema.hasColumn('cube_send_hours', 'currency'))) return;
  await knex.raw(`CREATE TABLE cube_send_hours_next (
    campaign_id INT UNSIGNED NOT NULL,
    send_hour SMALLINT NOT NULL COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
    ${COUNTS.map((count) => count.join(' ')).join(',\n    ')},
    PRIMARY KEY (campaign_id, send_hour)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
    COMMENT='whole campaigns by recipient-local hour of the week of sending; without money'`);
  await knex.raw(`INSERT INTO cube_send_hours_next (campaign_id, send_hour, ${NAMES})
  SELECT q.campaign_id, q.send_hour, ${COUNTS.map(([name]) => `SUM(q.${name})`).join(', ')}
  FROM cube_send_hours q
  GROUP BY q.campaign_id, q.send_hour
  ORDER BY q.campaign_id, q.send_hour`);
  await replace(knex);
}

/** Money by hour is not known any more: all stands at no currency until `rollups rebuild`. */
export async function down(knex: Knex): Promise<void> {
  await dropRests(knex);
  if (await knex.schema.hasColumn('cube_send_hours', 'currency')) return;
  // the same columns but for the time: with the text of sums, which is long
  await knex.raw('CREATE TABLE cube_send_hours_next LIKE cube_campaign_days');
  await knex.raw(`ALTER TABLE cube_send_hours_next
    CHANGE COLUMN day send_hour SMALLINT NOT NULL
      COMMENT 'recipient-local hour of the week of sending, Monday 00 = 0',
    COMMENT='whole campaigns by recipient-local hour of the week of sending'`);
  await knex.raw(`INSERT INTO cube_send_hours_next (campaign_id, send_hour, ${NAMES})
  SELECT campaign_id, send_hour, ${NAMES} FROM cube_send_hours`);
  await replace(knex);
}

/** MySQL commits each CREATE: a try that died in the middle begins again, or finds that it had ended. */
async function dropRests(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE IF EXISTS cube_send_hours_next, cube_send_hours_before');
}

async function replace(knex: Knex): Promise<void> {
  // one statement: nobody sees the one without the other
  await knex.raw(
    'RENAME TABLE cube_send_hours TO cube_send_hours_before, cube_send_hours_next TO cube_send_hours',
  );
  await knex.raw('DROP TABLE cube_send_hours_before');
  await knex.raw('ANALYZE TABLE cube_send_hours');
}
