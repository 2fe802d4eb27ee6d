import type { Window } from '../../core/time/window.ts';
import type { Db } from '../connect.ts';

/** Opt-outs of the window, by their own time, that count on no message. */
export async function loadUnattributedOptOuts(db: Db, { from, to }: Window): Promise<number> {
  const rows: readonly { readonly n: number }[] = await db('response_facts')
    .where('kind', OPT_OUT)
    .whereNull('message_id')
    .andWhere('occurred_s', '>=', seconds(from))
    .andWhere('occurred_s', '<', seconds(to))
    .count({ n: '*' });
  return Number(rows[0]?.n ?? 0);
}

/** response_facts.kind */
const OPT_OUT = 1;

function seconds(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000);
}
