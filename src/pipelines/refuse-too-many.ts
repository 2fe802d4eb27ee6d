import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import type { Db } from '../store/connect.ts';
import { takeRequestTurn } from '../store/limits.ts';

/**
 * Counts an ad-hoc request in the transaction that accepts it. Throws `bad-state` when this program or person has had
 * `perHour` in this hour (0 = no limit): a loop must not fill the ledger and the mail server.
 */
export async function refuseTooMany(
  trx: Db,
  { who, perHour }: { readonly who: string; readonly perHour: number },
  now: Temporal.Instant,
): Promise<void> {
  if (perHour === 0 || (await takeRequestTurn(trx, who, perHour, now))) return;
  const next = now.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 });
  throw new Failure(
    'bad-state',
    `producer: ${shownText(who)} has asked for ${perHour} reports in this hour, which is the most (REQUESTS_PER_HOUR); again from ${next.toString({ smallestUnit: 'minute' })}`,
  );
}
