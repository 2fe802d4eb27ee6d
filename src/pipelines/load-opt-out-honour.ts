import { findBreaches, measureHonour } from '../core/opt-out-honour.ts';
import type { OptOutHonour } from '../core/reports/performance-details.ts';
import type { Db } from '../store/connect.ts';
import {
  listAsking,
  listLaterMessages,
  listWishes,
  MOST_LATER_MESSAGES,
} from '../store/counts/list-wishes.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';

/** Whom we wrote to after they had opted out, and how long opt-outs of the window took until they were honoured. */
export async function loadOptOutHonour(
  db: Db,
  filter: CohortFilter,
  asOf: Temporal.Instant,
): Promise<OptOutHonour> {
  const { window } = filter;
  const later = await listLaterMessages(db, filter, { from: null, to: window.to });
  const wishes = await listWishes(
    db,
    later.map(({ personId }) => personId),
  );
  return {
    breaches: findBreaches(wishes, later),
    isCut: later.length === MOST_LATER_MESSAGES,
    times:
      filter.campaignIds === undefined && filter.segmentIds === undefined
        ? await loadTimes(db, filter, asOf)
        : null,
  };
}

/** Messages count until now, not only those of the window: an opt-out on Sunday is broken on Monday. */
async function loadTimes(
  db: Db,
  { window }: CohortFilter,
  asOf: Temporal.Instant,
): Promise<OptOutHonour['times']> {
  const asking = await listAsking(db, window);
  if (asking.length === 0) return { asked: 0, seconds: [] };
  const until = { ...window, to: asOf.add({ seconds: 1 }) };
  return measureHonour(await listWishes(db, asking), await listLaterMessages(db, { window: until }, window), {
    from: seconds(window.from),
    to: seconds(window.to),
  });
}

function seconds(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000);
}
