/** What was found at one moment; every list is ordered by its key. Rates are never without their counts. */
export type Findings = {
  readonly asOf: Temporal.Instant;
  readonly segments: readonly SegmentFinding[];
  /** what all segments did together: the segments are judged against it */
  readonly common: readonly CommonTrend[];
  readonly windows: readonly SendWindowFinding[];
  readonly anomalies: readonly AnomalyFinding[];
  readonly drift: readonly DriftFinding[];
  /** recent messages by the texts before them, all segments; absent = found before it was kept */
  readonly doses?: readonly DoseBand[];
};

/** Messages whose contact had as many texts in the 30 days before, with what was to be expected at a usual rate. */
export type DoseBand = {
  /** index into DOSE_BANDS */
  readonly band: number;
  readonly delivered: number;
  readonly clicked: number;
  /** of the same contacts, each by its own earlier rate */
  readonly expectedClicked: number;
  readonly optedOut: number;
  readonly expectedOptedOut: number;
};

export type SegmentVerdict = 'fatigued' | 'declining' | 'ok' | 'insufficient';

/** fatigued: the evidence of pressure; declining: why it is not pressure; insufficient: what is missing */
export type SegmentReason =
  | 'raised-dose'
  | 'high-dose'
  | 'dose-trend'
  | 'low-dose'
  | 'dose-not-raised'
  | 'few-contacts-raised'
  | 'no-trend'
  | 'small-effect'
  | 'no-clicks-feed'
  | 'short-history'
  | 'one-segment'
  | 'no-recent-campaigns'
  | 'too-few-campaigns'
  | 'too-few-delivered'
  | 'too-few-events'
  | 'nothing-to-compare';

export type SegmentFinding = {
  readonly segment: string;
  readonly verdict: SegmentVerdict;
  readonly reason: SegmentReason;
  /** which of the two tests carries the verdict */
  readonly on: 'clicks' | 'opt-outs' | null;
  readonly clicks: TrendEstimate | null;
  readonly optOuts: TrendEstimate | null;
  /** texts a contact got in 30 days: mean of the baseline and of the recent window */
  readonly dose: { readonly baseline: number; readonly recent: number } | null;
  /** UTC day since which it shows; null = cannot be told */
  readonly onsetDay: number | null;
  /** recommended texts a week, at most a dose that was sent; null = nothing to recommend */
  readonly textsPerWeek: number | null;
  readonly counts: {
    readonly recent: FindingCounts;
    readonly baseline: FindingCounts;
  };
};

/**
 * The level of the segments that move together, recent / baseline: fatigue is relative to it, and what all segments do
 * cannot be told from season without a hold-out group. `yearRatio` = recent against the same weeks a year before.
 */
export type CommonTrend = {
  readonly on: 'clicks' | 'opt-outs';
  readonly ratio: number;
  readonly yearRatio: number | null;
  /** segments that were tested, and those of them whose level makes the reference */
  readonly tested: number;
  readonly within: number;
};

export type FindingCounts = {
  readonly delivered: number;
  readonly clicked: number;
  readonly optedOut: number;
  readonly cells: number;
};

/** A ratio recent / baseline on like campaigns (odds ratio for clicks, rate ratio for opt-outs), 95 % interval, adjusted p (Benjamini-Hochberg; of the outcome alone or of both together). */
export type TrendEstimate = {
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
  readonly p: number;
  readonly adjustedP: number;
};

export type SendWindowFinding = {
  /** null = the account */
  readonly segment: string | null;
  readonly verdict: 'window' | 'no-difference' | 'cannot-be-known' | 'insufficient';
  readonly reason: string;
  /** first of two adjacent local hours */
  readonly hour: number | null;
  /** odds ratio of a click in the window against the other hours, 95 % */
  readonly lift: { readonly ratio: number; readonly lower: number; readonly upper: number } | null;
  readonly delivered: number;
  readonly clicked: number;
};

export type AnomalyFinding = {
  readonly campaignId: string;
  readonly metric: 'clicks' | 'opt-outs' | 'delivery';
  readonly direction: 'high' | 'low';
  readonly observed: number;
  readonly expected: number;
  /** what the counts are of: delivered for clicks and opt-outs, attempted for delivery */
  readonly of: number;
  readonly count: number;
  readonly z: number | null;
  readonly adjustedP: number;
  /** for delivery: the carrier and code with the largest share of the excess */
  readonly where: { readonly carrier: string; readonly code: string; readonly shareOfExcess: number } | null;
};

/** The programme as a whole moves: the smoothed deviation left its limits on that campaign. */
export type DriftFinding = {
  readonly metric: 'clicks' | 'opt-outs' | 'delivery';
  readonly direction: 'high' | 'low';
  readonly sinceCampaignId: string;
  readonly smoothed: number;
  readonly limit: number;
};
