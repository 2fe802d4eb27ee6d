import type { ListHealth } from '../core/cleaning/list-health.ts';
import type { Cohort } from '../core/counts.ts';
import type { JudgedTest } from '../core/experiments/judged-test.ts';
import type { AudienceHealth } from '../core/findings/audience-health.ts';
import type { AllowedHours } from '../core/findings/send-hours.ts';
import type { Condition } from '../core/goals/condition.ts';
import type { Goal } from '../core/goals/goal.ts';
import type { ReportType } from '../core/reports/catalogue.ts';
import type { Phrase } from '../core/reports/figure.ts';
import type { AgedCounts } from '../core/reports/growth.ts';
import type { KnownBad } from '../core/reports/known-bad.ts';
import type { ToldReport } from '../core/reports/mailed-report.ts';
import type { PerformanceDetails } from '../core/reports/performance-details.ts';
import type {
  CarrierPart,
  RunInfo,
  SourceReach,
  UnknownCodeSeen,
  WindowKind,
} from '../core/reports/performance-input.ts';
import type { ReportVariant } from '../core/reports/report-variants.ts';
import type { Window } from '../core/time/window.ts';
import type { CampaignSummary } from '../store/counts/load-campaigns.ts';
import type {
  CampaignRow,
  CohortFilter,
  DayRow,
  HourRow,
  SegmentRow,
  VariantRow,
} from '../store/counts/load-cohorts.ts';
import type { DataState } from '../store/counts/load-data-state.ts';
import type { EarlyGrowth, LateGrowth } from '../store/counts/load-growth.ts';

/** What the composition reads; `readFromCubes` in report-needs.ts supplies it from MySQL. */
export type Needs = {
  readonly loadTotal: (filter: CohortFilter) => Promise<Cohort>;
  readonly loadByCampaign: (filter: CohortFilter) => Promise<readonly CampaignRow[]>;
  readonly loadByVariant: (filter: CohortFilter) => Promise<readonly VariantRow[]>;
  readonly loadBySegment: (filter: CohortFilter) => Promise<readonly SegmentRow[]>;
  readonly loadByDay: (filter: CohortFilter) => Promise<readonly DayRow[]>;
  readonly loadByHour: (filter: CohortFilter) => Promise<readonly HourRow[]>;
  /** hours 0..167 of the week, Monday 00 = 0 */
  readonly loadByWeekHour: (filter: CohortFilter) => Promise<readonly HourRow[]>;
  readonly loadCampaigns: (filter: CohortFilter) => Promise<readonly CampaignSummary[]>;
  /** opt-outs of the window, by their own time, that count on no message */
  readonly loadUnattributedOptOuts: (window: Window) => Promise<number>;
  readonly loadDataState: () => Promise<DataState>;
  /** what stands behind the counts of a window; `campaignIds` are those that sent in it */
  readonly loadDetails: (
    filter: CohortFilter,
    campaignIds: readonly string[],
    asOf: Temporal.Instant,
  ) => Promise<PerformanceDetails>;
  /** delivered of answered messages by carrier, of a window and the one before it */
  readonly loadCarriers: (filter: CohortFilter, before: Window) => Promise<readonly CarrierPart[]>;
  readonly loadKnownBad: (filter: CohortFilter) => Promise<KnownBad>;
  /** what the last mails of a schedule told, of windows that end no later than `until` */
  readonly loadTold: (before: MailedBefore, until: Temporal.Instant) => Promise<readonly ToldReport[]>;
  /** how outcomes come in: of a window by age of its messages, of earlier windows by their delays */
  readonly growth: {
    readonly loadAges: (filter: CohortFilter, asOf: Temporal.Instant) => Promise<readonly AgedCounts[]>;
    readonly loadEarly: (window: Window) => Promise<EarlyGrowth>;
    /** windows that follow each other, oldest first; `optOuts`: how many there are in them */
    readonly loadLate: (windows: readonly Window[], optOuts: number) => Promise<readonly LateGrowth[]>;
  };
  /** codes in receipts that came at `since` or later and are in no table */
  readonly loadUnknownCodes: (since: Temporal.Instant) => Promise<readonly UnknownCodeSeen[]>;
  /** what waits for a decision now, what was decided and sent in the window */
  readonly loadListHealth: (window: Window, asOf: Temporal.Instant) => Promise<ListHealth>;
  /** what the last search for findings as of then or before found; null = there was none */
  readonly loadAudienceHealth: (asOf: Temporal.Instant) => Promise<AudienceHealth | null>;
  /**
   * A/B tests live or finished in the window, judged on what is known at `asOf`; undefined = of all campaigns. To be
   * asked for before anything else, one after the other.
   */
  readonly loadTests: (
    window: Window,
    campaignIds: readonly string[] | undefined,
    asOf: Temporal.Instant,
    /** only tests of one of these; undefined = of any theme or none */
    themes?: readonly string[],
  ) => Promise<readonly JudgedTest[]>;
};

/** The schedule whose earlier mails are looked at, and which part of the sending they must have been of. */
export type MailedBefore = { readonly scheduleId: number; readonly scope: string };

export type ReportAsked = {
  readonly report: ReportType;
  readonly title: string;
  readonly locale: string;
  readonly window: Window;
  readonly windowKind: WindowKind;
  readonly campaignIds?: readonly string[];
  readonly segmentIds?: readonly string[];
  /** only campaigns of these brands, with one of these tags; `narrowAsked` finds them */
  readonly brands?: readonly string[];
  readonly tags?: readonly string[];
  /** those of `campaignIds` that were named; absent = all of them were */
  readonly namedCampaignIds?: readonly string[];
  readonly variant?: ReportVariant;
  readonly onlyIf?: readonly Condition[];
  readonly goals?: readonly Goal[];
  readonly asOf: Temporal.Instant;
  readonly staleAfterSeconds: number;
  /** absent = an ad-hoc report or a preview: nobody was told anything before */
  readonly mailedBefore?: MailedBefore;
  /** see PerformanceInput */
  readonly sourceReachesTo?: SourceReach | null;
  readonly notices?: readonly Phrase[];
  /** where a reader sees what waits for a decision on the list; absent or null = no web pages are configured */
  readonly reviewUrl?: string | null;
  /** local hours in which messages may be sent; absent or null = nobody set them */
  readonly sendHours?: AllowedHours | null;
  readonly run: Omit<RunInfo, 'reproduce'>;
};
