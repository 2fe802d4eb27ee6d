import type { MergedRows } from './import-table.ts';
import { type MergeSession, run } from './merge-session.ts';
import { mergeVerdicts } from './merge-verdicts.ts';

type Merged = Pick<MergedRows, 'applied' | 'duplicate' | 'stale'>;

/**
 * Besides the contacts themselves: a person is all contacts with one phone, named by the lowest of their ids. A
 * number that comes, goes or moves can rename the person of others too.
 */
export async function mergeContacts(session: MergeSession, rows: number, known: number): Promise<Merged> {
  await run(session, 'create-phones');
  await run(session, 'create-persons');
  const changed = known === 0 ? 0 : await run(session, 'find-changed-contacts');
  if (changed > 0) {
    await run(session, 'touch-moved-contacts');
    await run(session, 'collect-left-phones');
    await run(session, 'collect-taken-phones');
    await run(session, 'change-contacts');
  }
  if (rows > known) {
    await run(session, 'add-contacts');
    await run(session, 'collect-new-phones');
  }
  if (rows > known || changed > 0) {
    await run(session, 'find-persons-of-phones');
    await run(session, 'find-persons-without-phone');
    await run(session, 'touch-moved-persons');
    await run(session, 'change-persons');
    await mergeVerdicts(session, changed);
  }
  return { applied: rows - known + changed, duplicate: known - changed, stale: 0 };
}
