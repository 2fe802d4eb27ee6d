import type { CarrierPart } from '../../core/reports/performance-input.ts';
import type { Proportion } from '../../core/stats/newcombe-interval.ts';
import type { Window } from '../../core/time/window.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';
import { rowsOf } from '../select-rows.ts';
import type { CohortFilter } from './load-cohorts.ts';
import { narrowFacts } from './narrow-facts.ts';

const HOUR_MS = 3_600_000;

/**
 * Delivered of answered messages by carrier, of a window and the one that ends where it begins; in whole UTC hours. The
 * cube knows no segments: none for a filter of segments.
 */
export async function sumCarriers(
  db: Db,
  filter: CohortFilter,
  before: Window,
): Promise<readonly CarrierPart[]> {
  if (filter.segmentIds !== undefined) return [];
  const { where, bindings } = narrowFacts(filter);
  const { from: _from, to: _to, ...ids } = bindings;
  const sql = statement('counts/sum-carriers').replace('{{where}}', where);
  const rows = rowsOf(
    await db.raw(sql, {
      ...ids,
      first: Math.floor(before.from.epochMilliseconds / HOUR_MS),
      middle: Math.floor(filter.window.from.epochMilliseconds / HOUR_MS),
      last: Math.ceil(filter.window.to.epochMilliseconds / HOUR_MS),
    }),
  );
  const parts = new Map<string, { now: Proportion; before: Proportion }>();
  for (const row of rows) {
    const name = String(row.carrier);
    const known = parts.get(name) ?? { now: NOBODY, before: NOBODY };
    const own = { successes: Number(row.delivered), n: Number(row.messages) };
    parts.set(name, Number(row.block) === 1 ? { ...known, now: own } : { ...known, before: own });
  }
  return [...parts].map(([name, part]) => ({ name, ...part }));
}

const NOBODY: Proportion = { successes: 0, n: 0 };
