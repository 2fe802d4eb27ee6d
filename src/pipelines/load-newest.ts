import type { DataState } from '../store/counts/load-data-state.ts';
import type { Needs, ReportAsked } from './compose-needs.ts';

/**
 * Newest event of each feed. Under a filter the days of the report end where its campaigns end, so what the sender
 * sent besides has to be asked for: the last rows that came in need not be the latest that were sent.
 */
export async function loadNewest(needs: Needs, asked: ReportAsked): Promise<DataState['newest']> {
  const { newest } = await needs.loadDataState();
  if (asked.campaignIds === undefined && asked.segmentIds === undefined) return newest;
  const [last] = (await needs.loadByDay({ window: asked.window }))
    .filter(({ cohort }) => cohort.counts.attempted > 0)
    .map(({ day }) => Temporal.PlainDate.from(day).toZonedDateTime(asked.window.timezone).toInstant())
    .toSorted((a, b) => Temporal.Instant.compare(b, a));
  if (last === undefined) return newest;
  const isLater = newest.messages === null || Temporal.Instant.compare(last, newest.messages) > 0;
  return isLater ? { ...newest, messages: last } : newest;
}
