import { PHONE_LIBRARY } from '../../core/phones/phone-library.ts';
import { type MergeSession, run } from './merge-session.ts';

/**
 * Keeps what is wrong with the phones of a chunk, and of all contacts, also of others, whose number or candidate
 * came, went or moved with it: who shares a number with whom. Persons must be resolved.
 */
export async function mergeVerdicts(session: MergeSession, changed: number): Promise<void> {
  if (changed > 0) {
    await run(session, 'collect-left-candidates');
    await run(session, 'collect-flagged-phones');
    await run(session, 'drop-verdicts');
  }
  await run(session, 'collect-new-candidates');
  await run(session, 'save-verdicts');
  await run(session, 'create-twins');
  await run(session, 'find-twins-of-phones');
  if (changed > 0) await run(session, 'find-twins-without-phone');
  await run(session, 'collect-twin-candidates');
  await run(session, 'find-twins-of-candidates');
  await run(session, 'drop-twins');
  await run(session, 'save-twins', { judged_by: PHONE_LIBRARY });
}
