import type { ListHealth } from '../cleaning/list-health.ts';
import type { Cohort } from '../counts.ts';
import type { JudgedTest } from '../experiments/judged-test.ts';
import type { AudienceHealth } from '../findings/audience-health.ts';
import type { AllowedHours } from '../findings/send-hours.ts';
import type { Condition } from '../goals/condition.ts';
import type { Goal } from '../goals/goal.ts';
import type { Feed } from '../metrics/metric.ts';
import type { Proportion } from '../stats/newcombe-interval.ts';
import type { Window } from '../time/window.ts';
import type { RollingKind } from '../time/window-kinds.ts';
import type { Phrase } from './figure.ts';
import type { Growth } from './growth.ts';
import type { KnownBad } from './known-bad.ts';
import type { MailedReport } from './mailed-report.ts';
import type { PerformanceDetails } from './performance-details.ts';
import type { Mark } from './report-model.ts';
import type { ReportVariant } from './report-variants.ts';

/** A carrier as the receipts name it, in the window and the one before. */
export type CarrierPart = { readonly name: string; readonly now: Proportion; readonly before: Proportion };

/** `custom` = from one local date to another. */
export type WindowKind = RollingKind | 'custom';

export type CampaignCohort = { readonly id: string; readonly name: string; readonly cohort: Cohort };
export type VariantCohort = {
  readonly campaignId: string;
  readonly campaign: string;
  readonly id: string;
  readonly label: string;
  readonly cohort: Cohort;
};
/** `id` null = messages without a segment. */
export type SegmentCohort = { readonly id: string | null; readonly name: string; readonly cohort: Cohort };
/** `day` is a local calendar day of the window's zone, 2026-11-16. */
export type DayCohort = { readonly day: string; readonly cohort: Cohort };
/** `hour` 0..23 in the recipients' own zones, of the sending. */
export type HourCohort = { readonly hour: number; readonly cohort: Cohort };

/** A code as the provider writes it, and the field of its receipts that holds it. */
export type UnknownCodeSeen = { readonly provider: string; readonly field: string; readonly code: string };

export type RunInfo = {
  readonly id: string;
  /** why a recipient gets this, one sentence: "You are a recipient of the schedule SMS weekly." */
  readonly why: Phrase;
  /** "weekly on Monday at 08:00 Europe/Oslo"; null for an ad-hoc report */
  readonly schedule: Phrase | null;
  readonly nextRunAt: Temporal.Instant | null;
  readonly recipients: readonly string[];
  readonly marks: readonly Mark[];
  readonly reproduce: string;
  /** where it can be read on the web, and until when without a sign-in; absent or null = nowhere */
  readonly page?: { readonly url: string; readonly until: Temporal.Instant } | null;
};

export type SourceReach = Temporal.Instant | 'unknown';

/** All that the performance report is made from; cohorts of every grain are of the same window and filter. */
export type PerformanceInput = {
  readonly title: string;
  readonly locale: string;
  /** absent = all of it */
  readonly variant?: ReportVariant;
  /** one of these makes it worth a mail; absent or empty = it is always mailed */
  readonly onlyIf?: readonly Condition[];
  readonly window: Window;
  readonly windowKind: WindowKind;
  readonly total: Cohort;
  readonly campaigns: readonly CampaignCohort[];
  readonly variants: readonly VariantCohort[];
  readonly segments: readonly SegmentCohort[];
  readonly days: readonly DayCohort[];
  readonly hours: readonly HourCohort[];
  /** of the last weeks; hours 0..167 from Monday 00; absent or null = the window is too short for weekdays */
  readonly weekHours?: { readonly window: Window; readonly cells: readonly HourCohort[] } | null;
  /** local hours in which messages may be sent; absent or null = nobody set them */
  readonly sendHours?: AllowedHours | null;
  readonly details: PerformanceDetails;
  /** A/B tests live or finished in the window */
  readonly tests: readonly JudgedTest[];
  /** null = no data reach back that far */
  readonly before: { readonly window: Window; readonly total: Cohort } | null;
  /** totals of the last complete windows of the same kind that have data, newest first, at most 8 */
  readonly history: readonly Cohort[];
  /** goals of the sender for what this report is of; absent = none were set, or they are of something else */
  readonly goals?: readonly Goal[];
  /** the calendar month of the window's end, up to that end; absent = no goal is of a month */
  readonly month?: { readonly window: Window; readonly total: Cohort };
  /** opt-outs of the window, by their own time, that follow no message */
  readonly unattributedOptOuts: number;
  /** codes in receipts since the window began that are in no table; the most frequent first */
  readonly unknownCodes: readonly UnknownCodeSeen[];
  /** null = the report is of a part of the sending only */
  readonly listHealth: ListHealth | null;
  /** what the last search for findings found; null = nobody looked, or the report is of a part of the sending only */
  readonly audienceHealth: AudienceHealth | null;
  /** where a person decides about the list; null = no web page is configured */
  readonly reviewUrl: string | null;
  readonly asOf: Temporal.Instant;
  /** when the last outcome of this window can still count */
  readonly outcomesCloseAt: Temporal.Instant;
  /** what earlier mails of the same schedule told, and their windows counted now; absent = there are none */
  readonly mailed?: readonly MailedReport[];
  /** campaigns and segments of the window before, where a clear change asks for them */
  readonly beforeParts?: {
    readonly campaigns: readonly CampaignCohort[];
    readonly segments: readonly SegmentCohort[];
    /** delivered of answered messages; none where receipts name no carrier */
    readonly carriers?: readonly CarrierPart[];
  } | null;
  /** messages to numbers that had failed for good before; absent = nobody looked */
  readonly knownBad?: KnownBad;
  /** how earlier windows grew, for one that is not complete; null or absent = nothing is expected of it */
  readonly growth?: Growth | null;
  /** time of the newest event of each feed; null = there never was one */
  readonly newest: Readonly<Record<Feed, Temporal.Instant | null>>;
  /** the longest this sender usually sends nothing; see usual-silence.ts */
  readonly usualSilenceSeconds: number;
  /** the source is a replica: what was written up to then has come; `unknown` = it stopped; absent or null = it is none */
  readonly sourceReachesTo?: SourceReach | null;
  /** a source may lag this much before its figures are marked, however busy it is */
  readonly staleAfterSeconds: number;
  readonly filter: {
    readonly campaigns: readonly string[];
    readonly segments: readonly string[];
    /** absent or empty = of all brands, or with any tags */
    readonly brands?: readonly string[];
    readonly tags?: readonly string[];
  };
  /** known outages and the like, shown as banners */
  readonly notices: readonly Phrase[];
  readonly run: RunInfo;
};
