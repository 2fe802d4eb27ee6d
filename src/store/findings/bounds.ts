import type { Db } from '../connect.ts';
import { databaseNow } from '../database-clock.ts';
import { readRow } from '../read-row.ts';
import type { Known } from './marks.ts';
import { readFor } from './read-for.ts';
import { type FindingsView, viewOf } from './view.ts';

/** What stands fixed before anything is counted. */
export type Bounds = {
  readonly view: FindingsView;
  /** highest contacts.id; 0 = nobody */
  readonly lastContact: number;
  /** highest id of a counted message; 0 = none */
  readonly lastMessage: number;
  readonly hasClicks: boolean;
};

/** Earlier than this before now, findings about now have merely taken their time. */
const PAST_AFTER = { minutes: 15 } as const;
const HOURS_A_DAY = 24;

export async function findBounds(db: Db, asOf: Temporal.Instant): Promise<Bounds> {
  const isPast = Temporal.Instant.compare(asOf, (await databaseNow(db)).subtract(PAST_AFTER)) < 0;
  const [row = {}] = await readFor(db, 'find-bounds', viewOf(asOf, 'now', null));
  const read = readRow(row);
  const firstHour = read.numberOrNull('first_hour');
  const known = isPast ? knownAt(asOf, read.timeOrNull('first_received')) : 'now';
  return {
    view: viewOf(asOf, known, firstHour === null ? null : Math.floor(firstHour / HOURS_A_DAY)),
    lastContact: read.numberOrNull('last_contact') ?? 0,
    lastMessage: read.numberOrNull('last_message') ?? 0,
    hasClicks: read.number('has_clicks') === 1,
  };
}

/** A history that was imported later says when something happened, not when somebody knew. */
function knownAt(asOf: Temporal.Instant, firstReceived: Temporal.Instant | null): Known {
  return firstReceived !== null && Temporal.Instant.compare(firstReceived, asOf) <= 0
    ? 'received'
    : 'occurred';
}
