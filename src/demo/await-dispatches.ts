import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import type { Db } from '../store/connect.ts';

const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 150;

/** Waits until so many report mails are sent. Fails with what the unfinished runs say when that takes too long. */
export async function awaitDispatches(db: Db, wanted: number): Promise<void> {
  const started = performance.now();
  while (performance.now() - started < PATIENCE_MS) {
    const row = await db('report_dispatches').where({ state: 'sent' }).count({ n: '*' }).first();
    if (Number(row?.n ?? 0) >= wanted) return;
    await sleep(LOOK_EVERY_MS);
  }
  const runs: readonly { readonly id: number; readonly state: string; readonly reason: string | null }[] =
    await db('report_runs').select('id', 'state', 'reason').orderBy('id');
  const seen = runs.map(
    ({ id, state, reason }) => `run ${id} ${state}${reason === null ? '' : ` (${reason})`}`,
  );
  throw new Failure(
    'bad-state',
    `${wanted} mails were to be sent and are not: ${seen.join(', ') || 'no run was planned'}`,
  );
}
