import type { Db } from '../connect.ts';
import { applyDeltas } from './apply-deltas.ts';
import { collect } from './collect.ts';
import { renewDue } from './due.ts';
import { foldMessages } from './fold-messages.ts';
import { resolvePersons } from './resolve-persons.ts';
import { run, type TickSession } from './session.ts';
import { type RollUpState, saveClock, saveSource, takeLease } from './state.ts';
import { createTickTables, dropTickTables, isEngineError, type TickEngine } from './tick-tables.ts';
import { findWork } from './work.ts';

export type TickOptions = {
  /** the instant at which state is folded; default the database clock. The roll-up never goes back in time. */
  readonly now?: Temporal.Instant;
  /** most new messages, and most events, taken in one transaction */
  readonly chunk?: number;
  readonly onStatement?: (name: string, milliseconds: number) => void;
};

export type TickResult = {
  /** messages counted anew */
  readonly messages: number;
  /** another tick has work at once */
  readonly hasMore: boolean;
};

export const DEFAULT_CHUNK = 50_000;

/**
 * One transaction: takes what came in, recomputes the facts of the messages concerned from the source, and adds new
 * minus old to every cube. Any error rolls all of it back, watermarks included; a deadlock with a writer is tried
 * again. Two ticks at once wait for each other.
 */
export async function tick(db: Db, options: TickOptions = {}): Promise<TickResult> {
  let engine: TickEngine = 'MEMORY';
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction((trx) => tickOnce(trx, options, engine));
    } catch (error) {
      if (engine === 'MEMORY' && isEngineError(error)) engine = 'InnoDB';
      else if (attempt >= ATTEMPTS || !isLockError(error)) throw error;
    }
  }
}

const ATTEMPTS = 5;
const DEADLOCK = 1213;
const LOCK_WAIT_TIMEOUT = 1205;

function isLockError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errno' in error &&
    (error.errno === DEADLOCK || error.errno === LOCK_WAIT_TIMEOUT)
  );
}

async function tickOnce(trx: Db, options: TickOptions, engine: TickEngine): Promise<TickResult> {
  const chunk = options.chunk ?? DEFAULT_CHUNK;
  const state = await takeLease(trx);
  const session = await sessionOf(trx, state, options);
  const work = await findWork(session, state, chunk);
  await saveClock(trx, session.now);
  if (!work.isNeeded) return { messages: 0, hasMore: false };
  await createTickTables(trx, engine);
  const taken = await collect(session, state, work, chunk);
  const folded = await foldMessages(session, taken);
  await resolvePersons(session, taken, folded);
  await applyDeltas(session, taken, folded);
  await renewDue(session, work.due);
  for (const [table, plan] of work.plans) await saveSource(trx, table, plan);
  const messages = folded.fresh + (await countTouched(trx));
  await run(session, 'tell-blocks');
  await dropTickTables(trx);
  return { messages, hasMore: work.hasMore };
}

async function sessionOf(trx: Db, state: RollUpState, options: TickOptions): Promise<TickSession> {
  const asked =
    options.now === undefined ? state.databaseClock : Math.floor(options.now.epochMilliseconds / 1000);
  const outcome = await trx('outcomes').select('id').where(NO_RECEIPT).first();
  return {
    trx,
    now: Math.max(asked, state.clock),
    noReceiptOutcome: Number(outcome?.id ?? 0),
    ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
  };
}

/** Written by the migration. */
const NO_RECEIPT = { carrier: '', code: '', status: 30, failure_class: 21 };

async function countTouched(trx: Db): Promise<number> {
  const row = await trx('tick_touched').count({ n: '*' }).first();
  return Number(row?.n ?? 0);
}
