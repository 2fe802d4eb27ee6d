import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';
import type { Test } from './list-tests.ts';
import { runFor, type View } from './view.ts';
import { createWorkTables, type WorkEngine } from './work-tables.ts';

/** where the statements put persons who are in two arms */
const CROSSED = 0;

/** Who is in the test; `experiment_persons` of this connection holds each of them. */
export type Assigned = {
  /** persons by variants.id; nobody who crossed over */
  readonly byArm: ReadonlyMap<number, number>;
  readonly crossedOver: number;
  /** null = nobody */
  readonly firstAt: Temporal.Instant | null;
  readonly lastAt: Temporal.Instant | null;
};

/** Fills work tables of the connection. `dropWorkTables` when done. */
export async function assignPersons(trx: Db, test: Test, view: View, engine: WorkEngine): Promise<Assigned> {
  await createWorkTables(trx, engine);
  await runFor(trx, `assign-by-${test.assignedBy}`, view);
  const rows = await selectRows(trx, 'experiments/count-assigned');
  const arms = new Map(rows.map((row) => [Number(row['variant_id']), Number(row['n'])]));
  const crossedOver = arms.get(CROSSED) ?? 0;
  arms.delete(CROSSED);
  return {
    byArm: arms,
    crossedOver,
    firstAt: instantOf(rows, 'first_s', Math.min),
    lastAt: instantOf(rows, 'last_s', Math.max),
  };
}

/** Everybody ever assigned, later than the view as well. Persons, those who crossed over included. */
export async function countAudience(trx: Db, test: Test, view: View, assigned: Assigned): Promise<number> {
  if (view.isPast && test.assignedBy === 'assignments') {
    const [row] = await runFor(trx, 'count-audience', view);
    return Number(row?.['n'] ?? 0);
  }
  return [...assigned.byArm.values()].reduce((sum, n) => sum + n, assigned.crossedOver);
}

function instantOf(
  rows: readonly Row[],
  column: string,
  choose: (...values: readonly number[]) => number,
): Temporal.Instant | null {
  if (rows.length === 0) return null;
  const seconds = choose(...rows.map((row) => Number(row[column])));
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}
