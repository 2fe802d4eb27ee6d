import type { Db } from '../connect.ts';
import { holdPhoneKey } from '../phones/phone-key.ts';
import { isRetryableError } from '../retryable-error.ts';
import { mergeParked, type ParkedChoice } from './merge-events.ts';

const AT_ONCE = 10_000;
const ROUNDS = 10;
const ATTEMPTS = 5;

/**
 * Looks again for the messages and contacts of parked events: of those whose turn it is (the longer they wait, the
 * rarer), at most 100,000 a call; with `all` of every one. In transactions of bounded size; the number taken.
 */
export async function takeParked(db: Db, which: 'due' | 'all' = 'due'): Promise<number> {
  return which === 'due' ? takeDue(db) : takeAll(db);
}

async function takeDue(db: Db): Promise<number> {
  const first: unknown = await db('parked_events')
    .select('id')
    .where('next_try_at', '<=', db.raw('UTC_TIMESTAMP(3)'))
    .first();
  if (first === undefined) return 0;
  let all = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { looked, taken } = await takeSome(db, { limit: AT_ONCE });
    all += taken;
    if (looked < AT_ONCE) break;
  }
  return all;
}

async function takeAll(db: Db): Promise<number> {
  const span: unknown = await db('parked_events').min({ first: 'id' }).max({ last: 'id' }).first();
  const { first, last } = bounds(span);
  let all = 0;
  for (let after = first - 1; after < last; after += AT_ONCE) {
    all += (await takeSome(db, { after, upTo: after + AT_ONCE })).taken;
  }
  return all;
}

/** Of an empty table: nothing. */
function bounds(span: unknown): { readonly first: number; readonly last: number } {
  const row: { readonly first?: unknown; readonly last?: unknown } =
    typeof span === 'object' && span ? span : {};
  return { first: Number(row.first ?? 1), last: Number(row.last ?? 0) };
}

async function takeSome(db: Db, choice: ParkedChoice): ReturnType<typeof mergeParked> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (trx) => {
        await holdPhoneKey(trx, null);
        return mergeParked(trx, choice);
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryableError(error)) throw error;
    }
  }
}
