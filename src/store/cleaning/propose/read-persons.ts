import { TOLD_AGAIN } from '../../../core/cleaning/renewal.ts';
import type { Db } from '../../connect.ts';
import type { CleaningScope } from './cleaning-runs.ts';
import { type ProposeSession, run } from './session.ts';
import { weighHistories } from './weigh-histories.ts';

const TABLES = [
  'persons',
  'contacts',
  'messages',
  'signs',
  'marks',
  'failing',
  'totals',
  'failed',
  'rates',
  'cells',
  'weighed',
] as const;
const SIGNS = ['clicks', 'orders', 'replies', 'wishes'] as const;
const DAY_S = 86_400;

/** Once a connection. */
export async function createWorkTables(session: ProposeSession): Promise<void> {
  for (const table of TABLES) await session.trx.raw(`DROP TEMPORARY TABLE IF EXISTS propose_${table}`);
  for (const table of TABLES) await run(session, `create-${table}`);
  await run(session, 'fill-rates');
}

export async function dropWorkTables(trx: Db): Promise<void> {
  for (const table of TABLES) await trx.raw(`DROP TEMPORARY TABLE IF EXISTS propose_${table}`);
}

/** The next persons of a stage and their contacts; how many. */
export async function takePersons(session: ProposeSession, stage: 1 | 2 | 4, size: number): Promise<number> {
  await empty(session, ['persons', 'contacts']);
  const taken = await run(session, 'take-persons', { stage, size });
  if (taken === 0) return 0;
  await run(session, 'take-contacts');
  await run(session, 'take-contacts-without-phone');
  return taken;
}

/**
 * Reads activity and evidence of the persons taken anew, whole; those a rule could take up go on to stage 2. `anew` =
 * nothing that was read before is good enough.
 */
export async function readPersons(session: ProposeSession, anew: boolean): Promise<void> {
  const { settings } = session;
  await empty(session, ['messages', 'signs', 'marks', 'failing', 'totals', 'failed']);
  for (const name of ['messages', ...SIGNS]) await run(session, `read-${name}`);
  await run(session, 'mark-persons');
  await run(session, 'drop-activity');
  await run(session, 'save-activity', {
    inactiveSeconds: settings.inactiveDays * DAY_S,
    neverSeconds: settings.neverWithinDays * DAY_S,
  });
  const hasFailures = (await run(session, 'find-failing')) > 0;
  if (hasFailures) {
    await run(session, 'fill-totals');
    await run(session, 'fill-failed');
  }
  await run(session, 'change-cells', { sign: -1 });
  await run(session, 'drop-evidence');
  if (hasFailures) {
    await run(session, 'keep-evidence', { anew: anew ? 1 : 0 });
    await run(session, 'name-codes');
    await run(session, 'save-evidence');
  }
  await run(session, 'change-cells', { sign: 1 });
  await run(session, 'weigh-read');
  await weighHistories(session);
  await settle(session, 'watch-read');
}

/**
 * Reads of the persons taken only what is later than all that was read, and adds it to what is known: it is as if they
 * were read whole. Of whom other things changed as well is left to be read whole: how many. Who only confirms what is
 * proposed is not judged, unless all candidates are.
 */
export async function appendPersons(session: ProposeSession, scope: CleaningScope): Promise<number> {
  await empty(session, ['messages', 'signs', 'marks', 'failing', 'totals', 'failed']);
  for (const name of SIGNS) await run(session, `read-${name}`);
  await run(session, 'mark-persons');
  const doubted = await run(session, 'doubt-newer');
  if (doubted > 0) await run(session, 'leave-doubted');
  if ((await run(session, 'read-newer')) > 0) {
    await run(session, 'fill-newer-totals');
    await run(session, 'change-newer-cells', { sign: -1 });
    await run(session, 'extend-evidence');
    if ((await run(session, 'find-failing')) > 0) {
      await run(session, 'fill-failed');
      await run(session, 'raise-failed');
      await run(session, 'name-codes');
      await run(session, 'save-evidence');
      await run(session, 'weigh-failed');
    }
    await run(session, 'change-newer-cells', { sign: 1 });
    await run(session, 'weigh-reached');
    await weighHistories(session);
    await run(session, 'append-activity', { inactiveSeconds: session.settings.inactiveDays * DAY_S });
  }
  await settle(session, 'watch-newer', scope === 'changed');
  return doubted;
}

async function settle(
  session: ProposeSession,
  watch: 'watch-read' | 'watch-newer',
  mayBeSpared = false,
): Promise<void> {
  const { settings } = session;
  await run(session, watch, {
    leastAbsent: Math.min(settings.absentFailures, settings.landlineFailures),
    inactiveDelivered: settings.inactiveDelivered,
    neverDelivered: settings.neverDelivered,
  });
  await run(session, 'settle-read');
  if (mayBeSpared) await run(session, 'spare-confirmed', { toldAgain: TOLD_AGAIN });
  await run(session, 'drop-settled');
}

/** Made anew: that takes no longer for many rows than for few. */
async function empty(session: ProposeSession, tables: readonly (typeof TABLES)[number][]): Promise<void> {
  for (const table of tables) {
    await session.trx.raw(`DROP TEMPORARY TABLE propose_${table}`);
    await run(session, `create-${table}`);
  }
}
