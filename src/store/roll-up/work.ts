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

/** At most `chunk` new messages and `chunk` events; new messages are cheap, so they have a budget of their own. */
export async function findWork(session: TickSession, state: RollUpState, chunk: number): Promise<Work> {
  const plans = new Map<SourceTable, SourcePlan>();
  let events = chunk;
  for (const { table, collect } of SOURCES) {
    const from = state.sources.get(table) ?? { watermark: 0, gaps: [] };
    const limit = collect === null ? chunk : events;
    const plan = await planSource(session.trx, table, from, limit, state.databaseClock);
    if (collect !== null) events = Math.max(0, events - plan.count);
    plans.set(table, plan);
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
