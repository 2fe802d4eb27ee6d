import type { Cohort, CountKey } from '../../core/counts.ts';
import type { Window } from '../../core/time/window.ts';
import type { Db } from '../connect.ts';
import { emptySum, toCohort } from './cohort-sum.ts';
import { nameCampaigns, nameSegments, nameVariants } from './name-cohorts.ts';
import { type Reading, readingOf } from './reading.ts';
import { type Selection, selectCampaigns } from './selection.ts';
import { partsBy, sumBy } from './sum-cohorts.ts';
import { type Calendar, calendarOf, partsByDay, sumDays } from './sum-days.ts';
import { partsByHour, sumHours } from './sum-hours.ts';
import type { SumPart } from './sum-part.ts';

/** Which messages: sent in the window, of these campaigns and segments (ids of the sending platform). */
export type CohortFilter = {
  readonly window: Window;
  /** absent = all; an id nobody knows selects nothing */
  readonly campaignIds?: readonly string[];
  readonly segmentIds?: readonly string[];
};

export type TotalRow = { readonly cohort: Cohort };
export type CampaignRow = { readonly id: string; readonly name: string; readonly cohort: Cohort };
/** Durations are not kept by variant: `deliveryLatency` and `clickAge` have n = 0. */
export type VariantRow = {
  readonly campaignId: string;
  readonly campaign: string;
  /** '' = message without a variant */
  readonly id: string;
  readonly label: string;
  readonly cohort: Cohort;
};
/** `id` null = messages without a segment. */
export type SegmentRow = { readonly id: string | null; readonly name: string; readonly cohort: Cohort };
/**
 * `day` is a calendar day of the window's zone, 2026-11-16. Days without a message have no row. Durations are not
 * kept by calendar day: `deliveryLatency` and `clickAge` have n = 0.
 */
export type DayRow = { readonly day: string; readonly cohort: Cohort };
/**
 * Recipient-local hour of sending: 0..23 for `hour`, 0..167 from Monday 00 for `week-hour`. Durations are not
 * kept by hour: `deliveryLatency` and `clickAge` have n = 0.
 */
export type HourRow = { readonly hour: number; readonly cohort: Cohort };

/**
 * `durations: false` leaves `deliveryLatency` and `clickAge` at n = 0: their histograms are many times the rows of
 * the counts.
 */
type GroupQuery = CohortFilter & { readonly durations?: boolean };

/**
 * `counts`: only these and `attempted` are needed; the others are 0 then. Quarters of an hour are many, and each sum of
 * them costs the server. There is no money of an hour.
 */
type HourQuery = CohortFilter & { readonly counts?: readonly CountKey[] };

export type CohortRow = TotalRow | CampaignRow | VariantRow | SegmentRow | DayRow | HourRow;
export type CohortBy = 'total' | 'campaign' | 'variant' | 'segment' | 'day' | 'hour' | 'week-hour';

/**
 * Counts of the messages sent in a window, by one key, from cubes; exact in every zone (whole UTC days,
 * quarters of an hour at the edges, message facts where a window cuts a quarter). A `Reading` shares what several loads
 * of one snapshot need. `total` has always one row,
 * the others only keys with a message; rows are sorted by id, label, day or hour.
 */
export function loadCohorts(
  from: Db | Reading,
  query: CohortFilter & { readonly by: 'total' },
): Promise<readonly TotalRow[]>;
export function loadCohorts(
  from: Db | Reading,
  query: GroupQuery & { readonly by: 'campaign' },
): Promise<readonly CampaignRow[]>;
export function loadCohorts(
  from: Db | Reading,
  query: CohortFilter & { readonly by: 'variant' },
): Promise<readonly VariantRow[]>;
export function loadCohorts(
  from: Db | Reading,
  query: GroupQuery & { readonly by: 'segment' },
): Promise<readonly SegmentRow[]>;
export function loadCohorts(
  from: Db | Reading,
  query: CohortFilter & { readonly by: 'day' },
): Promise<readonly DayRow[]>;
export function loadCohorts(
  from: Db | Reading,
  query: HourQuery & { readonly by: 'hour' | 'week-hour' },
): Promise<readonly HourRow[]>;
export async function loadCohorts(
  from: Db | Reading,
  query: GroupQuery & HourQuery & { readonly by: CohortBy },
): Promise<readonly CohortRow[]> {
  const { expect, spans, sums: read } = readingOf(from);
  const calendar = calendarOf(query.window.timezone);
  expect(query, (guess) => partsOf(guess, query, calendar));
  const selection = await selectCampaigns(query, spans);
  const options = { hasDurations: query.durations ?? true, read };
  switch (query.by) {
    case 'total': {
      const { sums } = await sumBy(selection, 'total', options);
      return [{ cohort: toCohort(sums[0]?.sum ?? emptySum()) }];
    }
    case 'campaign': {
      const { sums, names } = await sumBy(selection, 'campaign', options);
      return nameCampaigns(sums, names);
    }
    case 'variant': {
      const { sums, names } = await sumBy(selection, 'variant', options);
      return nameVariants(sums, names);
    }
    case 'segment': {
      const { sums, names } = await sumBy(selection, 'segment', options);
      return nameSegments(sums, names);
    }
    case 'day':
      return sumDays(selection, calendar, read);
    case 'hour':
    case 'week-hour':
      return sumHours(selection, hoursOf(query, query.by), read);
    default:
      return query.by satisfies never;
  }
}

/** What a load reads of a selection. */
function partsOf(
  selection: Selection,
  query: GroupQuery & HourQuery & { readonly by: CohortBy },
  calendar: Calendar,
): readonly SumPart[] {
  const { by, durations = true } = query;
  switch (by) {
    case 'day':
      return partsByDay(selection, calendar);
    case 'hour':
    case 'week-hour':
      return partsByHour(selection, hoursOf(query, by));
    case 'total':
    case 'campaign':
    case 'variant':
    case 'segment':
      return partsBy(selection, by, durations);
    default:
      return by satisfies never;
  }
}

function hoursOf<B extends 'hour' | 'week-hour'>(
  { counts }: HourQuery,
  by: B,
): { readonly by: B; readonly counts?: readonly CountKey[] } {
  return counts === undefined ? { by } : { by, counts };
}
