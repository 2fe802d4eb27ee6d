import { Failure } from '../core/failure.ts';
import { type Goal, SIDES } from '../core/goals/goal.ts';
import { isMetricId } from '../core/metrics/catalogue.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

const TABLE = 'report_goals';

/** Those of the account first, then by brand. A goal of a metric that this program does not know is left out. */
export async function listGoals(db: Db): Promise<readonly Goal[]> {
  const rows = await db(TABLE).orderBy(['brand', 'metric', 'side']).select('*');
  return rows.flatMap((row) => {
    const metric = String(row.metric);
    if (!isMetricId(metric)) return [];
    const side = SIDES.find((one) => one === row.side);
    if (side === undefined) throw new Failure('internal', `a stored goal says ${String(row.side)}`);
    return [
      {
        brand: String(row.brand),
        metric,
        side,
        amount: {
          value: Number(row.amount),
          currency: row.currency === null ? null : String(row.currency),
        },
        period: row.period === 'month' ? ('month' as const) : null,
      },
    ];
  });
}

/** In a transaction of the caller: these are all that hold from now on. */
export async function replaceGoals(trx: Db, goals: readonly Goal[], now: Temporal.Instant): Promise<void> {
  await trx(TABLE).delete();
  if (goals.length === 0) return;
  await trx(TABLE).insert(
    goals.map(({ brand, metric, side, amount, period }) => ({
      brand,
      metric,
      side,
      amount: amount.value,
      currency: amount.currency,
      period,
      updated_at: toColumn(now),
    })),
  );
}
