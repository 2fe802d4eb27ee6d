import type { Db } from '../connect.ts';
import { applyDeltas } from './apply-deltas.ts';
import { collectDue, type DueSlot, findDue, renewDue } from './due.ts';
import { foldMessages } from './fold-messages.ts';
import { planSource, type SourcePlan } from './plan-source.ts';
import { resolvePersons } from './resolve-persons.ts';
import { rows, run, type TickSession } from './session.ts';
import { SOURCES, type SourceTable } from './sources.ts';
import { type RollUpState, saveClock, saveSource, takeLease } from './state.ts';
import { createTickTables, dropTickTables } from './tick-tables.ts';

export type TickOptions = {
  /** the instant at which state is folded; default the database clock. The roll-up never goes back in time. */
  readonly now?: Temporal.Instant;
  /** most ids taken from each source in one transaction */
  readonly chunk?: number;
  readonly onStatement?: (name: string, milliseconds: number) => void;
};

export type TickResult = {
  /** messages counted anew */
  readonly messages: number;
  /** another tick has work at once */
  readonly hasMore: boolean;
};

export const DEFAULT_CHUNK = 20_000;
const CONTACTS_A_TICK = 500;

/**
 * One transaction: takes what came in, recomputes the facts of the messages concerned from the source, and adds new
 * minus old to every cube. Any error rolls all of it back, watermarks included. Two ticks at once wait for each other.
 */
export async function tick(db: Db, options: TickOptions = {}): Promise<TickResult> {
  const chunk = options.chunk ?? DEFAULT_CHUNK;
  return db.transaction(async (trx) => {
    const state = await takeLease(trx);
    const session = sessionOf(trx, state, options);
    const work = await findWork(session, state, chunk);
    await saveClock(trx, session.now);
    if (!work.isNeeded) return { messages: 0, hasMore: false };
    await createTickTables(trx);
    await collect(session, state, work, chunk);
    await foldMessages(session);
    await resolvePersons(session);
    await applyDeltas(session);
    await renewDue(session, work.due);
    for (const [table, plan] of work.plans) await saveSource(trx, table, plan);
    const messages = await countAll(trx);
    await dropTickTables(trx);
    return { messages, hasMore: work.hasMore };
  });
}

function sessionOf(trx: Db, state: RollUpState, options: TickOptions): TickSession {
  const asked =
    options.now === undefined ? state.databaseClock : Math.floor(options.now.epochMilliseconds / 1000);
  const now = Math.max(asked, state.clock);
  return options.onStatement === undefined ? { trx, now } : { trx, now, onStatement: options.onStatement };
}

type Work = {
  readonly plans: ReadonlyMap<SourceTable, SourcePlan>;
  readonly due: readonly DueSlot[];
  readonly isNeeded: boolean;
  readonly hasMore: boolean;
};

async function findWork(session: TickSession, state: RollUpState, chunk: number): Promise<Work> {
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
    isNeeded:
      isTouched || due.length > 0 || all.some(({ ranges, hasNewGaps }) => hasNewGaps || ranges.length > 0),
    hasMore: isTouched || due.length > 0 || all.some(({ hasMore }) => hasMore),
  };
}

async function collect(session: TickSession, state: RollUpState, work: Work, chunk: number): Promise<void> {
  if ((await run(session, 'take-touched', { limit: chunk })) > 0) await run(session, 'drop-touched');
  await collectContacts(session, state);
  await collectDue(session, work.due, chunk);
  for (const { table, collect: into } of SOURCES) {
    for (const { from, to } of work.plans.get(table)?.ranges ?? []) await run(session, into, { from, to });
  }
  await run(session, 'collect-cited-by-conversions');
  await run(session, 'collect-cited-by-opt-outs');
}

async function collectContacts(session: TickSession, state: RollUpState): Promise<void> {
  if ((await run(session, 'take-touched-contacts', { limit: CONTACTS_A_TICK })) === 0) return;
  await run(session, 'drop-touched-contacts');
  await run(session, 'collect-messages-of-contacts');
  const upTo = (table: SourceTable) => ({ watermark: state.sources.get(table)?.watermark ?? 0 });
  await run(session, 'collect-conversions-of-contacts', upTo('conversions'));
  await run(session, 'collect-opt-outs-of-contacts', upTo('opt_outs'));
  await run(session, 'collect-inbound-of-contacts', upTo('inbound'));
}

async function countAll(trx: Db): Promise<number> {
  const row = await trx('tick_all').count({ n: '*' }).first();
  return Number(row?.n ?? 0);
}
