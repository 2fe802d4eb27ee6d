/**
 * Sufficient statistics of a cohort: the messages whose `sent_at` lies in a window, with their outcomes as
 * known at `asOf`. Only these sums cross from MySQL into the core. All are whole numbers and add up over
 * campaigns, variants, segments, days and hours; contact counts are per campaign and person.
 */
export const COUNT_KEYS = [
  // state of the message (these nine partition `attempted`)
  'attempted',
  'inProcess', // queued or sent, younger than 72 h
  'delivered',
  'undelivered',
  'expired',
  'rejected',
  'failed',
  'canceled',
  'unknown', // final, no answer
  // of the failures above, by who must act
  'failedPermanent',
  'failedTemporary',
  'failedBlocked',
  'failedOurs',
  'parts',
  // people, once per campaign
  'deliveredContacts',
  'linkedContacts', // with at least one delivered link-bearing message
  'clickingContacts', // with at least one human click inside the window
  'rawClickingContacts', // with any hit inside the window
  'readingContacts', // human click, reply or attributed conversion: inferred reads, lower bound
  'convertingContacts', // with at least one attributed conversion of the primary kind
  'optedOutContacts', // opted out within the window of their last delivered message
  // hits inside the window
  'hits',
  'humanClicks',
  'suspectedClicks',
  'botClicks', // bots and previews
  'conversions', // attributed, primary kind; an order once
] as const;

export type CountKey = (typeof COUNT_KEYS)[number];
export type Counts = Readonly<Record<CountKey, number>>;

/** Money of one currency, in millionths of its unit. Revenue is attributed and of the primary kind. */
export type Money = { readonly currency: string; readonly costMicro: number; readonly revenueMicro: number };

/** Quantiles in seconds, from additive histograms; null where there is nothing to measure. */
export type Times = {
  readonly n: number;
  readonly p50: number | null;
  readonly p80: number | null;
  readonly p95: number | null;
};

export type Cohort = {
  readonly counts: Counts;
  /** One entry per currency, sorted by currency; different currencies are never added. */
  readonly money: readonly Money[];
  /** Receipt minus sending, delivered messages. */
  readonly deliveryLatency: Times;
  /** First human click minus delivery receipt (never below 0). */
  readonly clickAge: Times;
};

export function emptyCounts(): Counts {
  return addCounts([]);
}

export function addCounts(all: readonly Counts[]): Counts {
  return countsFrom((key) => all.reduce((total, counts) => total + counts[key], 0));
}

/** Spelled out, so that the compiler sees a key that is missing. */
export function countsFrom(of: (key: CountKey) => number): Counts {
  return {
    attempted: of('attempted'),
    inProcess: of('inProcess'),
    delivered: of('delivered'),
    undelivered: of('undelivered'),
    expired: of('expired'),
    rejected: of('rejected'),
    failed: of('failed'),
    canceled: of('canceled'),
    unknown: of('unknown'),
    failedPermanent: of('failedPermanent'),
    failedTemporary: of('failedTemporary'),
    failedBlocked: of('failedBlocked'),
    failedOurs: of('failedOurs'),
    parts: of('parts'),
    deliveredContacts: of('deliveredContacts'),
    linkedContacts: of('linkedContacts'),
    clickingContacts: of('clickingContacts'),
    rawClickingContacts: of('rawClickingContacts'),
    readingContacts: of('readingContacts'),
    convertingContacts: of('convertingContacts'),
    optedOutContacts: of('optedOutContacts'),
    hits: of('hits'),
    humanClicks: of('humanClicks'),
    suspectedClicks: of('suspectedClicks'),
    botClicks: of('botClicks'),
    conversions: of('conversions'),
  };
}
