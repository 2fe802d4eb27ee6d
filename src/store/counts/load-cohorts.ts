import type { Cohort } from '../../core/counts.ts';
import type { Window } from '../../core/time/window.ts';
import type { Db } from '../connect.ts';
import { toCohort } from './cohort-sum.ts';
import { nameCampaigns, nameSegments, nameVariants } from './name-cohorts.ts';
import { readSpans, type SpanReader, selectCampaigns } from './selection.ts';
import { sumBy, sumTotal } from './sum-cohorts.ts';
import { sumDays } from './sum-days.ts';
import { sumHours } from './sum-hours.ts';

/** Which messages: sent in the window, of these campaigns and segments (ids of the sending platform). */
export type CohortFilter = {
  readonly window: Window;
  /** absent = all; an id nobody knows selects nothing */
  readonly campaignIds?: readonly string[];
  readonly segmentIds?: readonly string[];
};

export type TotalRow = { readonly cohort: Cohort };
export type CampaignRow = { readonly id: string; readonly name: string; readonly cohort: Cohort };
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

export type CohortRow = TotalRow | CampaignRow | VariantRow | SegmentRow | DayRow | HourRow;
export type CohortBy = 'total' | 'campaign' | 'variant' | 'segment' | 'day' | 'hour' | 'week-hour';

/**
 * Counts of the messages sent in a window, by one key, from cubes; exact in every zone (whole UTC days,
 * quarters of an hour at the edges, message facts where a window cuts a quarter). `total` has always one row,
 * the others only keys with a message; rows are sorted by id, label, day or hour.
 */
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'total' },
  read?: SpanReader,
): Promise<readonly TotalRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'campaign' },
  read?: SpanReader,
): Promise<readonly CampaignRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'variant' },
  read?: SpanReader,
): Promise<readonly VariantRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'segment' },
  read?: SpanReader,
): Promise<readonly SegmentRow[]>;
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'day' },
  read?: SpanReader,
): Promise<readonly DayRow[]>;
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'hour' | 'week-hour' },
  read?: SpanReader,
): Promise<readonly HourRow[]>;
export async function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: CohortBy },
  read: SpanReader = readSpans,
): Promise<readonly CohortRow[]> {
  const selection = await selectCampaigns(db, query, read);
  const durations = query.durations ?? true;
  switch (query.by) {
    case 'total':
      return [{ cohort: toCohort(await sumTotal(db, selection)) }];
    case 'campaign':
      return nameCampaigns(db, await sumBy(db, selection, 'campaign', durations));
    case 'variant':
      return nameVariants(db, await sumBy(db, selection, 'variant', durations));
    case 'segment':
      return nameSegments(db, await sumBy(db, selection, 'segment', durations));
    case 'day':
      return sumDays(db, selection, query.window.timezone);
    case 'hour':
      return sumHours(db, selection, 24);
    case 'week-hour':
      return sumHours(db, selection, 168);
    default:
      return query.by satisfies never;
  }
}
