import { PHONE_LIBRARY } from '../../core/phones/phone-library.ts';
import type { Db } from '../connect.ts';
import { statement } from '../roll-up/statement.ts';

/** Of contacts past `after` up to `last`: who shares a number, and that all verdicts are those of today's tables. */
export async function settleVerdicts(db: Db, after: number, last: number): Promise<void> {
  const bindings = { after, last, library: PHONE_LIBRARY };
  await db.raw(statement('phones/save-twins'), bindings);
  await db.raw(statement('phones/stamp-verdicts'), bindings);
}
