import {
  type Cohort,
  type CountKey,
  type Counts,
  emptyCounts,
  type Money,
  type Times,
} from '../../src/core/counts.ts';

const NO_TIMES: Times = { n: 0, p50: null, p80: null, p95: null };

/** Only the counts that matter to a test; the rest is 0. */
export function buildCounts(counts: Partial<Record<CountKey, number>> = {}): Counts {
  return Object.freeze({ ...emptyCounts(), ...counts });
}

export type CohortParts = {
  readonly counts?: Partial<Record<CountKey, number>>;
  readonly money?: readonly Money[];
  readonly deliveryLatency?: Times;
  readonly clickAge?: Times;
};

export function buildCohort(parts: CohortParts = {}): Cohort {
  return Object.freeze({
    counts: buildCounts(parts.counts),
    money: parts.money ?? [],
    deliveryLatency: parts.deliveryLatency ?? NO_TIMES,
    clickAge: parts.clickAge ?? NO_TIMES,
  });
}

export type Blast = {
  readonly attempted: number;
  /** shares of the messages */
  readonly delivered?: number;
  readonly unknown?: number;
  /** shares of the contacts with a delivered message */
  readonly clicking?: number;
  readonly converting?: number;
  readonly optingOut?: number;
  readonly currency?: string;
  /** units of the currency */
  readonly costEach?: number;
  readonly revenueEach?: number;
};

/** A plausible cohort of one blast: every message has a link, every contact one message. */
export function buildBlast(blast: Blast): Cohort {
  const { attempted, currency = 'EUR' } = blast;
  const delivered = Math.round(attempted * (blast.delivered ?? 0.95));
  const unknown = Math.round(attempted * (blast.unknown ?? 0.01));
  const lost = attempted - delivered - unknown;
  const clicking = Math.round(delivered * (blast.clicking ?? 0.08));
  const converting = Math.round(delivered * (blast.converting ?? 0.011));
  const rejected = Math.floor(lost * 0.2);
  const expired = Math.floor(lost * 0.3);
  return buildCohort({
    counts: {
      attempted,
      delivered,
      unknown,
      rejected,
      expired,
      undelivered: lost - rejected - expired,
      failedPermanent: rejected,
      failedTemporary: lost - rejected,
      parts: attempted,
      deliveredContacts: delivered,
      linkedContacts: delivered,
      clickingContacts: clicking,
      rawClickingContacts: Math.round(clicking * 1.22),
      readingContacts: Math.round(clicking * 1.04),
      convertingContacts: converting,
      conversions: Math.round(converting * 1.03),
      optedOutContacts: Math.round(delivered * (blast.optingOut ?? 0.006)),
      hits: Math.round(clicking * 1.6),
      humanClicks: Math.round(clicking * 1.25),
      suspectedClicks: Math.round(clicking * 0.05),
      botClicks: Math.round(clicking * 1.6) - Math.round(clicking * 1.25) - Math.round(clicking * 0.05),
    },
    money: [
      {
        currency,
        costMicro: Math.round(attempted * (blast.costEach ?? 0.041) * 1e6),
        revenueMicro: Math.round(converting * (blast.revenueEach ?? 25) * 1e6),
      },
    ],
    deliveryLatency: delivered === 0 ? NO_TIMES : { n: delivered, p50: 4, p80: 11, p95: 95 },
    clickAge: clicking === 0 ? NO_TIMES : { n: clicking, p50: 540, p80: 4_620, p95: 41_000 },
  });
}

/** Sum of cohorts; the quantiles are those of the first with any (good enough for a fixture). */
export function addCohorts(all: readonly Cohort[]): Cohort {
  const counts: Record<string, number> = { ...emptyCounts() };
  const money = new Map<string, Money>();
  for (const cohort of all) {
    for (const [key, value] of Object.entries(cohort.counts)) counts[key] = (counts[key] ?? 0) + value;
    for (const { currency, costMicro, revenueMicro } of cohort.money) {
      const sum = money.get(currency);
      money.set(currency, {
        currency,
        costMicro: (sum?.costMicro ?? 0) + costMicro,
        revenueMicro: (sum?.revenueMicro ?? 0) + revenueMicro,
      });
    }
  }
  return buildCohort({
    counts,
    money: [...money.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    deliveryLatency: addTimes(all.map((cohort) => cohort.deliveryLatency)),
    clickAge: addTimes(all.map((cohort) => cohort.clickAge)),
  });
}

function addTimes(all: readonly Times[]): Times {
  const first = all.find(({ n }) => n > 0) ?? NO_TIMES;
  return { ...first, n: all.reduce((sum, { n }) => sum + n, 0) };
}
