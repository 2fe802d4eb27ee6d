import type { Db } from '../../src/store/connect.ts';
import { setIndexesAside } from './set-indexes-aside.ts';

export type Shape = { readonly contacts: number; readonly messages: number };

/** Operators. */
const SENDERS = 5;
/** Ids that the migrations leave free. */
const FIRST_OUTCOME = 100;
const LONG = ['messages', 'receipts', 'clicks', 'message_facts', 'click_facts'] as const;
/** Rows written by one statement. */
const BLOCK = 1_000_000;

/**
 * Contacts with twenty messages each, in campaigns to half of the list every four days; one contact in fifty does not
 * exist, three messages in a hundred expire. Written by SQL into source and facts alike: only the state that a roll-up
 * leaves is of interest here.
 */
export async function fill(db: Db, shape: Shape, endS: number, tell: (line: string) => void): Promise<void> {
  const { contacts, messages } = shape;
  await db.raw('CREATE TABLE bench_numbers (n INT NOT NULL PRIMARY KEY)');
  await db.raw(`INSERT INTO bench_numbers SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d
    FROM ${['a', 'b', 'c', 'e', 'f', 'g'].map((name) => `(${DIGITS}) ${name}`).join(', ')}`);
  await outcomes(db);
  await inBlocks(contacts, (from, count) =>
    db.raw(`INSERT INTO contacts (id, contact_id, person_id, phone_hmac, phone_enc, phone_kind, phone_valid, country, segment_id)
      SELECT n + ${from}, CONCAT('c', n + ${from}), n + ${from}, UNHEX(SHA2(n + ${from}, 256)), NULL, 'mobile', 1, 'NO', 1 + (n % 8)
      FROM bench_numbers WHERE n < ${count}`),
  );
  await db.raw(`INSERT INTO campaigns (id, campaign_id, name, kind, link_count)
    SELECT n + 1, CONCAT('k', n + 1), CONCAT('Campaign ', n + 1), 'promotional', 1 FROM bench_numbers WHERE n < 41`);
  const buildIndexes = await setIndexesAside(db, LONG);
  await inBlocks(messages, async (from, count) => {
    const id = `(n + ${from})`;
    const contact = `(1 + (${id} - 1) % ${contacts})`;
    const campaign = `(1 + ((${id} - 1) * 2) DIV ${contacts})`;
    const sent = `(${endS} - (41 - ${campaign}) * 345600 + (n % 7200))`;
    const kind = `(CASE WHEN ${contact} % 50 = 0 THEN 1 WHEN CRC32(${id}) % 100 < 3 THEN 2 ELSE 0 END)`;
    const of = (delivered: string, invalid: string, expired: string): string =>
      `ELT(1 + ${kind}, ${delivered}, ${invalid}, ${expired})`;
    const outcome = `(${FIRST_OUTCOME} + ${kind} * ${SENDERS} + ${contact} % ${SENDERS})`;
    const rows = `FROM bench_numbers WHERE n < ${count}`;
    const clicked = `(${id} % 20 = 0 AND ${kind} = 0)`;
    await db.raw(`INSERT INTO messages (id, message_id, provider, contact_id, campaign_id, variant_id, segment_id, sent_at, parts, cost_micro, currency)
      SELECT ${id}, CONCAT('m', LPAD(${id}, 10, '0')), 'link_mobility', ${contact}, ${campaign}, 0, 1 + (${contact} - 1) % 8, FROM_UNIXTIME(${sent}), 1, 42000, 'EUR' ${rows}`);
    await db.raw(`INSERT INTO receipts (id, message_id, event_key, status, failure_class, raw_code, carrier, occurred_at, received_at)
      SELECT ${id}, ${id}, 1, ${of('50', '41', '42')}, ${of('0', '1', '9')}, ${of("'1001'", "'2104'", "'1002'")}, CONCAT('op', ${contact} % ${SENDERS}),
        FROM_UNIXTIME(${sent} + 20), FROM_UNIXTIME(${sent} + 20) ${rows}`);
    await db.raw(`INSERT INTO message_facts (message_id, campaign_id, variant_id, segment_id, person_id, sent_s, send_hour, window_s, linked, promotional,
        parts, cost_micro, currency, status, failure_class, outcome_id, delivered_s, clicks, hits, human_clicks, first_human_s, contact_flags,
        click_rules, attribution_rules, code_table)
      SELECT ${id}, ${campaign}, 0, 1 + (${contact} - 1) % 8, ${contact}, ${sent}, 0, 259200, 1, 1, 1, 42000, 'EUR',
        ${of('50', '41', '42')}, ${of('0', '1', '9')}, ${outcome}, IF(${kind} = 0, ${sent} + 20, 0), ${clicked}, ${clicked}, ${clicked}, ${clicked} * (${sent} + 600), IF(${kind} = 0, 3 + 12 * ${clicked}, 0),
        1, 1, 1 ${rows}`);
    await db.raw(`INSERT INTO click_facts (click_id, message_id, person_id, clicked_ms, five_minutes, verdict, in_window, click_rules)
      SELECT ${id}, ${id}, ${contact}, (${sent} + 600) * 1000, 0, 1, 1, 1 ${rows} AND ${clicked}`);
    await db.raw(`INSERT INTO clicks (id, click_id, message_id, link_id, clicked_at, agent_class, received_at)
      SELECT ${id}, CONCAT('k', ${id}), ${id}, 0, FROM_UNIXTIME(${sent} + 600), 1, FROM_UNIXTIME(${sent} + 600) ${rows} AND ${clicked}`);
    tell(`${from + count - 1} of ${messages} messages`);
  });
  await buildIndexes();
  tell('indexes built');
  await db.raw(`INSERT INTO cube_outcomes (campaign_id, hour, outcome_id, messages)
    SELECT campaign_id, sent_s DIV 3600, outcome_id, COUNT(*) FROM message_facts GROUP BY campaign_id, sent_s DIV 3600, outcome_id`);
  // what the search reads of it
  await db.raw(`INSERT INTO cube_campaigns (campaign_id, currency, attempted, delivered, delivered_contacts, clicked_messages)
    SELECT f.campaign_id, 'EUR', COUNT(*), SUM(f.status = 50), SUM(f.status = 50), SUM(f.human_clicks > 0)
    FROM message_facts f GROUP BY f.campaign_id`);
  await db.raw(`UPDATE rollup_state SET v = ${messages} WHERE k IN ('messages', 'receipts', 'clicks')`);
  await db.raw('DROP TABLE bench_numbers');
  for (const table of ['contacts', ...LONG]) await db.raw(`ANALYZE TABLE ${table}`);
  await db.raw('CREATE TABLE bench_filled (messages BIGINT NOT NULL, end_s BIGINT NOT NULL)');
  await db.raw('INSERT INTO bench_filled VALUES (?, ?)', [messages, endS]);
}

/** Whether a database holds so many messages that nobody searched yet. */
export async function isFilled(db: Db, messages: number): Promise<boolean> {
  if (!(await db.schema.hasTable('bench_filled'))) return false;
  return (await db('bench_filled').where({ messages }).first()) !== undefined;
}

/** From now on it is used: a search leaves another database behind. */
export async function takeFilled(db: Db): Promise<void> {
  await db.schema.dropTable('bench_filled');
}

const DIGITS = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');

async function outcomes(db: Db): Promise<void> {
  const kinds = [
    { code: '1001', status: 50, failure_class: 0 },
    { code: '2104', status: 41, failure_class: 1 },
    { code: '1002', status: 42, failure_class: 9 },
  ];
  const rows = kinds.flatMap((kind, at) =>
    Array.from({ length: SENDERS }, (_, operator) => ({
      id: FIRST_OUTCOME + at * SENDERS + operator,
      carrier: `op${operator}`,
      ...kind,
    })),
  );
  await db('outcomes').insert(rows);
}

async function inBlocks(
  total: number,
  write: (from: number, count: number) => Promise<unknown>,
): Promise<void> {
  for (let done = 0; done < total; done += BLOCK) await write(done + 1, Math.min(BLOCK, total - done));
}
