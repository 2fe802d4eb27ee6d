import { at, clickLine, type EventTable, linesOf, type Part } from './data/lines.ts';
import { loadEvents } from './data/load-lines.ts';
import { batchCampaign, batchSendings, DAY_S, END_S } from './data/plan.ts';
import { addCampaign, type DataSet } from './data/prepare-data.ts';
import { createRandom } from './data/random.ts';
import { timed } from './measure.ts';

/** One later day of the data: where its rows start and what is loaded of it. */
export type Batch = {
  readonly number: number;
  readonly size: number;
  readonly part: Part;
  readonly startS: number;
};

export async function createBatch({ db, shape }: DataSet, number: number, size: number): Promise<Batch> {
  for (let index = 0; index < 4; index += 1) await addCampaign(db, batchCampaign(number, index));
  const firstMessage = (await lastId(db, 'messages')) + 1;
  const part = { shape, sendings: () => batchSendings(shape, number, size), firstMessage };
  return { number, size, part, startS: END_S + number * DAY_S };
}

/** Milliseconds of the plain LOAD; the lines are made before. */
export async function loadBatch({ db, url }: DataSet, batch: Batch, table: EventTable): Promise<number> {
  const lines = [...linesOf(batch.part, table, (await lastId(db, table)) + 1)];
  return loadEvents(url, table, lines);
}

/**
 * What a platform that keeps the state in messages pays for the same receipts: one UPDATE that joins a loaded table.
 * Milliseconds of that UPDATE alone. Brings the raw side's copy up to date with the batch.
 */
export async function updateStates({ db }: DataSet, { part, size }: Batch): Promise<number> {
  const range = [part.firstMessage, part.firstMessage + size - 1];
  await db.raw('DROP TEMPORARY TABLE IF EXISTS bench_states');
  await db.raw(
    `INSERT INTO raw_messages (id, message_id, contact_id, campaign_id, variant_id, segment_id, sent_at, parts,
      cost_micro, currency, status, failure_class, delivered_at, send_hour)
    SELECT m.id, m.message_id, m.contact_id, m.campaign_id, m.variant_id, m.segment_id, m.sent_at, m.parts,
      m.cost_micro, COALESCE(m.currency, ''), 20, 0, NULL, f.send_hour
    FROM messages m JOIN message_facts f ON f.message_id = m.id WHERE m.id BETWEEN ? AND ?`,
    range,
  );
  await db.raw(
    `CREATE TEMPORARY TABLE bench_states (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, status TINYINT UNSIGNED NOT NULL,
      failure_class TINYINT UNSIGNED NOT NULL, delivered_at DATETIME(3) NULL)`,
  );
  await db.raw(
    `INSERT INTO bench_states SELECT r.message_id, MAX(r.status), MAX(r.failure_class),
      MAX(IF(r.status = 50, r.occurred_at, NULL))
    FROM receipts r WHERE r.message_id BETWEEN ? AND ? GROUP BY r.message_id`,
    range,
  );
  return timed(async () => {
    await db.raw(
      `UPDATE bench_states s STRAIGHT_JOIN raw_messages m ON m.id = s.id
      SET m.status = s.status, m.failure_class = s.failure_class, m.delivered_at = s.delivered_at`,
    );
  });
}

/** Clicks that come late, on random delivered messages of the last `days` days; how many messages they hit. */
export async function loadLateClicks(
  { db, url, shape }: DataSet,
  batch: Batch,
  { count, days }: { readonly count: number; readonly days: number },
): Promise<number> {
  const since = at(batch.startS + DAY_S - days * DAY_S);
  const [[range]] = await db.raw(
    `SELECT COUNT(*) AS n FROM raw_messages WHERE status = 50 AND sent_at >= '${since}'`,
  );
  const step = Math.max(1, Math.floor(Number(range.n) / count));
  const [rows] = await db.raw(
    `SELECT id, contact FROM (
      SELECT id, contact_id AS contact, ROW_NUMBER() OVER (ORDER BY id) AS place
      FROM raw_messages WHERE status = 50 AND sent_at >= '${since}'
    ) x WHERE place % ${step} = 0 LIMIT ${count}`,
  );
  const random = createRandom();
  random.seed(shape.seed, batch.number);
  let id = await lastId(db, 'clicks');
  const atS = batch.startS + DAY_S;
  const hits: readonly { readonly id: number; readonly contact: number }[] = rows;
  const lines = hits.map((message) => {
    id += 1;
    return clickLine(id, message, { atS: atS + Math.floor(random.next() * 3600), agentVerdict: 1, agent: 7 });
  });
  await loadEvents(url, 'clicks', lines);
  return hits.length;
}

export async function lastId(db: DataSet['db'], table: EventTable): Promise<number> {
  const row = await db(table).max({ last: 'id' }).first();
  return Number(row?.['last'] ?? 0);
}
