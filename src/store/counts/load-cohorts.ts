import type { Cohort } from '../../core/counts.ts';
import type { Window } from '../../core/time/window.ts';
import type { Db } from '../connect.ts';
import { emptySum, toCohort } from './cohort-sum.ts';
import { nameCampaigns, nameSegments, nameVariants } from './name-cohorts.ts';
import { READ_ALONE, type Reading } from './reading.ts';
import { selectCampaigns } from './selection.ts';
import { sumBy } from './sum-cohorts.ts';
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
 * quarters of an hour at the edges, message facts where a window cuts a quarter). `reading` shares what several loads
 * of one snapshot need. `total` has always one row,
 * the others only keys with a message; rows are sorted by id, label, day or hour.
 */
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'total' },
  reading?: Reading,
): Promise<readonly TotalRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'campaign' },
  reading?: Reading,
): Promise<readonly CampaignRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'variant' },
  reading?: Reading,
): Promise<readonly VariantRow[]>;
export function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: 'segment' },
  reading?: Reading,
): Promise<readonly SegmentRow[]>;
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'day' },
  reading?: Reading,
): Promise<readonly DayRow[]>;
export function loadCohorts(
  db: Db,
  query: CohortFilter & { readonly by: 'hour' | 'week-hour' },
  reading?: Reading,
): Promise<readonly HourRow[]>;
export async function loadCohorts(
  db: Db,
  query: GroupQuery & { readonly by: CohortBy },
  reading: Reading = READ_ALONE,
): Promise<readonly CohortRow[]> {
  const selection = await selectCampaigns(db, query, reading.spans);
  const read = reading.sums;
  const options = { hasDurations: query.durations ?? true, read };
  switch (query.by) {
    case 'total': {
      const { sums } = await sumBy(db, selection, 'total', options);
      return [{ cohort: toCohort(sums[0]?.sum ?? emptySum()) }];
    }
    case 'campaign':
      return nameCampaigns(selection, (await sumBy(db, selection, 'campaign', options)).sums);
    case 'variant': {
      const { sums, names } = await sumBy(db, selection, 'variant', options);
      return nameVariants(selection, sums, names);
    }
    case 'segment': {
      const { sums, names } = await sumBy(db, selection, 'segment', options);
      return nameSegments(sums, names);
    }
    case 'day':
      return sumDays(db, selection, query.window.timezone, read);
    case 'hour':
    case 'week-hour':
      return sumHours(db, selection, query.by, read);
    default:
      return query.by satisfies never;
  }
}
