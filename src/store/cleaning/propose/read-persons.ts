import type { Db } from '../../connect.ts';
import { type ProposeSession, run } from './session.ts';

const TABLES = ['persons', 'contacts', 'messages', 'signs', 'marks', 'failing', 'rates'] as const;
const DAY_S = 86_400;

/** Once a connection. */
export async function createWorkTables(session: ProposeSession): Promise<void> {
  for (const table of TABLES) await session.trx.raw(`DROP TEMPORARY TABLE IF EXISTS propose_${table}`);
  for (const name of ['tables', 'contacts', 'messages', 'signs', 'marks', 'failing', 'rates'])
    await run(session, `create-${name}`);
  await run(session, 'fill-rates');
}

export async function dropWorkTables(trx: Db): Promise<void> {
  for (const table of TABLES) await trx.raw(`DROP TEMPORARY TABLE IF EXISTS propose_${table}`);
}

/** The next persons of a stage and their contacts; how many. */
export async function takePersons(session: ProposeSession, stage: 1 | 2, size: number): Promise<number> {
  for (const table of ['persons', 'contacts']) await session.trx.raw(`DELETE FROM propose_${table}`);
  const taken = await run(session, 'take-persons', { stage, size });
  if (taken === 0) return 0;
  await run(session, 'take-contacts');
  await run(session, 'take-contacts-without-phone');
  return taken;
}

/** Reads activity and evidence of the persons taken anew, whole; those a rule could take up go on to stage 2. */
export async function readPersons(session: ProposeSession): Promise<void> {
  const { settings } = session;
  for (const table of ['messages', 'signs', 'marks', 'failing']) {
    await session.trx.raw(`DELETE FROM propose_${table}`);
  }
  for (const name of ['messages', 'clicks', 'orders', 'replies', 'wishes'])
    await run(session, `read-${name}`);
  await run(session, 'mark-persons');
  await run(session, 'drop-activity');
  await run(session, 'drop-evidence');
  await run(session, 'save-activity', {
    inactiveDelivered: settings.inactiveDelivered,
    inactiveSeconds: settings.inactiveDays * DAY_S,
    neverSeconds: settings.neverWithinDays * DAY_S,
  });
  if ((await run(session, 'find-failing')) > 0) {
    await run(session, 'name-codes');
    await run(session, 'save-evidence');
  }
  await run(session, 'settle-read', { neverDelivered: settings.neverDelivered });
  await run(session, 'drop-settled');
}
