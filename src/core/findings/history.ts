/**
 * What the findings are made of, as counted for one moment (design: findings.md 1). Promotional messages only. `delivered`
 * are messages that arrived, `clicked` those of them with a human click within 7 days of sending, `optedOut` those an
 * opt-out counts on, `doseSum` the sum of `dose30` of the delivered. Immature messages (younger than 48 h) are in no cell.
 * Every list is ordered by its key, so that equal data give equal sums.
 */
export type History = {
  /** UTC day (days since 1970-01-01) of the moment; days before it count, it does not */
  readonly asOfDay: number;
  /** UTC day of the first promotional message, or `HISTORY_WEEKS` before the moment where that is later: nothing older is read */
  readonly firstDay: number;
  readonly campaigns: readonly HistoryCampaign[];
  readonly segments: readonly HistorySegment[];
  readonly cells: readonly Cell[];
  readonly hours: readonly HourCell[];
  readonly failures: readonly FailureCell[];
  /** false = no click was ever seen: whatever needs clicks is `insufficient`, with this reason */
  readonly hasClicks: boolean;
};

export type HistoryCampaign = {
  readonly campaignId: string;
  readonly name: string;
  /** UTC days of its first and last message */
  readonly firstDay: number;
  readonly lastDay: number;
  /** its last message is at least 48 h old */
  readonly isMature: boolean;
  /** handed to the provider and settled, numbers already known to be bad taken out, and how many of them failed */
  readonly attempted: number;
  readonly failed: number;
  /** hits judged to be a program's, and all hits, of the campaign's short links */
  readonly botClicks: number;
  readonly hits: number;
};

export type HistorySegment = {
  readonly segment: string;
  /**
   * Each contact counts once here, whoever got most of the texts: contacts of the panel that got a message in the recent
   * window; those of them whose own mean `dose30` there is at least 4 and 1.25 times that of their earlier messages (no
   * earlier message counts as raised); those of them whose own mean `dose30` there is at least 8.
   */
  readonly panelContacts: number;
  readonly raisedContacts: number;
  readonly highContacts: number;
  /** all contacts that got a message in the recent window */
  readonly contacts: number;
};

/** One campaign in one segment in one week before the moment; the grain of the model. */
export type Cell = {
  readonly campaignId: string;
  readonly segment: string;
  /** floor((asOfDay - 1 - UTC day of sending) / 7): 0 = the 7 days before `asOfDay`; 0 to 7 are recent (56 days) */
  readonly weeksAgo: number;
  /** contacts known before `firstDay` + 21 days: trends use them only (no dilution by new sign-ups) */
  readonly isPanel: boolean;
  readonly delivered: number;
  readonly clicked: number;
  readonly optedOut: number;
  readonly doseSum: number;
  /** settled messages that failed, numbers already known to be bad taken out: `delivered + failed` were tried; `delivered` may be 0 */
  readonly failed: number;
};

/** For send times: one campaign in one segment, by the contact's zone and local hour of the day (0 to 23) of sending. */
export type HourCell = {
  readonly campaignId: string;
  readonly segment: string;
  /** IANA zone; contacts without one are left out */
  readonly zone: string;
  readonly hour: number;
  readonly delivered: number;
  readonly clicked: number;
};

/** Where a campaign's failures stand: among numbers not already known bad. */
export type FailureCell = {
  readonly campaignId: string;
  readonly carrier: string;
  /** '' = failed without a code; a carrier without a failure has one row of '' with none failed */
  readonly code: string;
  /** all attempts of the campaign at that carrier: the same on each of its rows */
  readonly attempted: number;
  readonly failed: number;
};

/** Recent messages of the panel by dose at sending, with what was to be expected from each contact's own earlier rate. */
export type DoseCell = {
  readonly segment: string;
  /** index into DOSE_BANDS */
  readonly band: number;
  readonly delivered: number;
  readonly clicked: number;
  /** sum of `expectedRate` times the contact's own multiplier, shrunk to 1 */
  readonly expectedClicked: number;
  /** sum of `expectedRate` alone: what `expectedClicked` is above it tells who is still there (survivors click more) */
  readonly plainClicked: number;
  readonly optedOut: number;
  /** sum of `expectedRate` of opt-outs: a contact opts out once and has no rate of its own */
  readonly expectedOptedOut: number;
};

/** Texts to a person in the 30 days before a message, with the score of each band in the trend test. */
export const DOSE_BANDS = [
  { from: 0, to: 4, score: 2 },
  { from: 5, to: 8, score: 7 },
  { from: 9, to: 12, score: 11 },
  { from: 13, to: null, score: 16 },
] as const;

export const RECENT_WEEKS = 8;
export const BASELINE_WEEKS = 12;

/** A year and the recent window: a baseline of the same season, and no older habits. */
export const HISTORY_WEEKS = 60;

export type Phase = 'baseline' | 'between' | 'recent';

/**
 * What a week is for the trends, in a history of so many weeks (a segment has its own: `groupWeeks`). The baseline is all
 * that is older than the recent window; of a history of 26 weeks or more it is the first 12 weeks, else half of a slow
 * decline would already stand in it. `null` = not a week of the history.
 */
export function phaseOf(weeks: number, weeksAgo: number): Phase | null {
  if (weeksAgo < 0 || weeksAgo >= weeks) return null;
  if (weeksAgo < RECENT_WEEKS) return 'recent';
  return weeks < LONG_HISTORY_WEEKS || weeksAgo >= weeks - BASELINE_WEEKS ? 'baseline' : 'between';
}

/** Weeks of history; the first one may not be whole. */
export function weeksOf({
  asOfDay,
  firstDay,
}: {
  readonly asOfDay: number;
  readonly firstDay: number;
}): number {
  return Math.max(0, Math.ceil((asOfDay - firstDay) / 7));
}

const LONG_HISTORY_WEEKS = 26;
