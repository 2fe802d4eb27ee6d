import { databaseNow } from '../store/database-clock.ts';
import { listDueDispatches } from '../store/dispatches.ts';
import { listLostDispatches } from '../store/dispatches-claim.ts';
import type { RunClosing } from '../store/dispatches-run.ts';
import { closeOverdueDispatches, settleDispatch } from '../store/dispatches-settle.ts';
import { readMailPause } from '../store/mail-gate.ts';
import { decideAfterCrash } from './dispatch-decision.ts';
import type { DispatchTools } from './dispatch-report.ts';

export type Recovery = {
  /** dispatches whose holder had died */
  readonly recovered: number;
  /** queued dispatches to wake up, oldest first */
  readonly due: readonly number[];
};

/** Woken in one look; an emptied Redis must not make a report to a thousand wait for the next one. */
const MOST_DUE = 2_000;

/** The sweeper's part: frees what dead workers held, ends what is past its deadline, lists what is due. Repeatable. */
export async function recoverDispatches(
  tools: Pick<DispatchTools, 'db' | 'clock' | 'onRunClosed'>,
): Promise<Recovery> {
  const now = await (tools.clock ?? (() => databaseNow(tools.db)))();
  const closings: RunClosing[] = [];
  let recovered = 0;
  for (const lost of await listLostDispatches(tools.db, now)) {
    const result = await settleDispatch(tools.db, lost, decideAfterCrash({ ...lost, now }), {
      now,
      lostBefore: now,
    });
    if (result.isSettled) recovered += 1;
    if (result.closing !== null) closings.push(result.closing);
  }
  closings.push(...(await closeOverdueDispatches(tools.db, now)));
  for (const closing of closings) await tools.onRunClosed?.(closing).catch(() => undefined);
  const isPaused = (await readMailPause(tools.db)) !== null;
  return { recovered, due: isPaused ? [] : await listDueDispatches(tools.db, now, MOST_DUE) };
}
