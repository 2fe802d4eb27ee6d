import type { MergedRows, RefusedReference } from './import-table.ts';
import { type MergeSession, run, select, toRefusal } from './merge-session.ts';

type Refused = Pick<MergedRows, 'refused' | 'refusals'>;

/** A row is a message and one receipt of it. Receipts are kept, whatever order they come in; see find-seen-receipts. */
export async function mergeMessages(
  session: MergeSession,
  rows: number,
  known: number,
  refused: Refused,
): Promise<MergedRows> {
  await run(session, 'create-seen');
  if (known > 0) await correctKnown(session);
  if (rows > known) await run(session, 'add-messages');
  const orphans = refused.refused > 0 && session.hasRepeats ? await dropOrphans(session) : [];
  await run(session, 'add-receipts-of-messages');
  const counts =
    known === 0 && !session.hasRepeats ? { applied: rows, stale: 0 } : await countMessages(session);
  return {
    ...counts,
    duplicate: rows - orphans.length - counts.applied - counts.stale,
    refused: refused.refused + orphans.length,
    refusals: [...refused.refusals, ...orphans],
  };
}

async function correctKnown(session: MergeSession): Promise<void> {
  await run(session, 'find-seen-receipts');
  if ((await run(session, 'find-changed-messages')) === 0) return;
  await run(session, 'touch-messages');
  await run(session, 'change-messages');
}

/** Earlier rows of a new message whose last row was refused. */
async function dropOrphans(session: MergeSession): Promise<readonly RefusedReference[]> {
  const { trx } = session;
  const orphans = (await select({ trx }, 'list-orphans')).map(toRefusal);
  if (orphans.length > 0) await run(session, 'drop-orphans');
  return orphans;
}

async function countMessages(session: MergeSession): Promise<{ applied: number; stale: number }> {
  const row = (await select(session, 'count-messages'))[0];
  return { applied: Number(row?.applied_rows), stale: Number(row?.stale_rows) };
}
