import type { Counts } from '../../core/counts.ts';
import type { Lags } from '../../core/metrics/lag-curve.ts';
import type { AgedCounts } from '../../core/reports/growth.ts';
import type { Window } from '../../core/time/window.ts';
import { statement } from '../roll-up/statement.ts';
import type { ReadRows } from '../select-rows.ts';
import { type CohortSum, emptySum, hasMessages, toCohort } from './cohort-sum.ts';
import type { CohortFilter } from './load-cohorts.ts';
import type { Range } from './owned-range.ts';
import { planRanges } from './plan-sums.ts';
import type { Reading } from './reading.ts';
import { secondsOf, selectCampaigns } from './selection.ts';
import { asksOf, sumBy } from './sum-cohorts.ts';
import { middleOf } from './time-buckets.ts';
import { SLOT_SECONDS } from './window-parts.ts';

export type EarlyGrowth = {
  readonly counts: Counts;
  /** sending to delivery, and delivery to the first human click */
  readonly receipts: Lags;
  readonly clicks: Lags;
};

/** Counts and delays of all that was sent in a window: the read of its total, not another one. */
export async function loadEarlyGrowth({ spans, sums: read }: Reading, window: Window): Promise<EarlyGrowth> {
  const { sums } = await sumBy(await selectCampaigns({ window }, spans), 'total', {
    hasDurations: true,
    read,
  });
  const sum = sums[0]?.sum ?? emptySum();
  return { counts: toCohort(sum).counts, receipts: toLags(sum.latency), clicks: toLags(sum.clickAge) };
}

function toLags(histogram: CohortSum['latency']): Lags {
  return Array.from(histogram ?? [], (n, bucket) => ({ seconds: middleOf(bucket), n })).filter(
    ({ n }) => n > 0,
  );
}

/** Hours of age at which a group of messages ends: outcomes come fast at first. */
const AGE_STEPS = [...steps(1, 24, 1), ...steps(27, 72, 3), ...steps(84, 144, 12)];

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, at) => from + at * by);
}

/** The messages of a filter by age at a moment, youngest last; older ones than the last step are one group. */
export async function loadAges(
  { spans, sums: read }: Reading,
  filter: CohortFilter,
  asOf: Temporal.Instant,
): Promise<readonly AgedCounts[]> {
  const selection = await selectCampaigns(filter, spans);
  const now = Math.floor(asOf.epochMilliseconds / 1000);
  const ranges = rangesOf(secondsOf(filter), now);
  const sums = ranges.map(emptySum);
  await read(asksOf(planRanges(selection, ranges), (owner) => sums[owner]));
  return ranges.flatMap(({ from, to }, at) => {
    const sum = sums[at];
    if (sum === undefined || !hasMessages(sum)) return [];
    return [{ ageSeconds: Math.max(0, now - (from + to) / 2), counts: toCohort(sum).counts }];
  });
}

/** On quarters of an hour, which the cubes have. */
function rangesOf({ from, to }: Range, now: number): readonly Range[] {
  const quarter = Math.floor(now / SLOT_SECONDS) * SLOT_SECONDS;
  const bounds = AGE_STEPS.map((hours) => quarter - hours * 3600).filter((at) => at > from && at < to);
  const all = [from, ...bounds.toSorted((a, b) => a - b), to];
  return all.slice(1).map((end, at) => ({ from: all[at] ?? end, to: end }));
}

export type LateGrowth = { readonly conversions: Lags; readonly optOuts: Lags };

/** An opt-out counts no later than so long after the end of a window. */
const SLACK_SECONDS = 14 * 86_400;
/** Opt-outs of all windows together that are looked at; a sample of so many knows the curve to a percent. */
const MOST_OPT_OUTS = 4_000;

/** Delays of conversions and opt-outs of windows that follow each other, oldest first; `optOuts`: how many there are. */
export async function loadLateGrowth(
  read: ReadRows,
  windows: readonly Window[],
  optOuts: number,
): Promise<readonly LateGrowth[]> {
  const spans = windows.map((window) => secondsOf({ window }));
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  const fill: Readonly<Record<string, string>> = {
    starts: spans.map(({ from }) => from).join(', '),
    from: String(first.from),
    to: String(last.to),
    until: String(last.to + SLACK_SECONDS),
    every: String(Math.max(1, Math.ceil(optOuts / MOST_OPT_OUTS))),
  };
  const sql = statement('counts/late-lags').replaceAll(
    /\{\{([a-z]+)\}\}/g,
    (whole, marker: string) => fill[marker] ?? whole,
  );
  const rows = (await read(sql)).map((row) => row.map(Number));
  const of = (measure: number, block: number): Lags =>
    rows
      .filter((row) => row[0] === measure && row[1] === block && (row[3] ?? 0) > 0)
      .sort((a, b) => (a[2] ?? 0) - (b[2] ?? 0))
      .map((row) => ({ seconds: middleOf(row[2] ?? 0), n: row[3] ?? 0 }));
  return windows.map((_, at) => ({ conversions: of(3, at + 1), optOuts: of(5, at + 1) }));
}
