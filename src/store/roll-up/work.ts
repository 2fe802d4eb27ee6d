import { type DueSlot, findDue } from './due.ts';
import { planSource, type SourcePlan } from './plan-source.ts';
import { rows, type TickSession } from './session.ts';
import { SOURCES, type SourceTable } from './sources.ts';
import type { RollUpState } from './state.ts';

/** What one tick takes. */
export type Work = {
  readonly plans: ReadonlyMap<SourceTable, SourcePlan>;
  readonly due: readonly DueSlot[];
  /** somebody asked to count messages or contacts again */
  readonly isTouched: boolean;
  readonly isNeeded: boolean;
  /** another tick has work at once */
  readonly hasMore: boolean;
};

export async function findWork(session: TickSession, state: RollUpState, chunk: number): Promise<Work> {
  const plans = new Map<SourceTable, SourcePlan>();
  for (const { table } of SOURCES) {
    const from = state.sources.get(table) ?? { watermark: 0, gaps: [] };
    plans.set(table, await planSource(session.trx, table, from, chunk, state.databaseClock));
  }
  const due = await findDue(session);
  const [signs] = await rows(session, 'look-for-work', (row) => ({
    touched: Number(row['touched']) === 1,
    contacts: Number(row['contacts']) === 1,
  }));
  const isTouched = signs?.touched === true || signs?.contacts === true;
  const all = [...plans.values()];
  return {
    plans,
    due,
    isTouched,
    isNeeded:
      isTouched || due.length > 0 || all.some(({ ranges, hasNewGaps }) => hasNewGaps || ranges.length > 0),
    hasMore: isTouched || due.length > 0 || all.some(({ hasMore }) => hasMore),
  };
}
