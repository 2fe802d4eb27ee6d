import type { Cohort, Counts } from '../counts.ts';
import { none } from '../reports/figure.ts';
import { sumCounts } from './count-sum.ts';
import { measureMoney, measureReturn } from './measure-money.ts';
import { type Measure, unmeasured } from './measured.ts';
import type { DurationMetric, Feed, Metric, RateMetric } from './metric.ts';

/** Feeds that stopped or were never there, each with what to say instead of a number. */
export type Withheld = ReadonlyMap<Feed, string>;

const NOTHING_WITHHELD: Withheld = new Map();

export function measure(metric: Metric, cohort: Cohort, withheld: Withheld = NOTHING_WITHHELD): Measure {
  const missing = metric.feeds.map((feed) => withheld.get(feed)).find((reason) => reason !== undefined);
  if (missing === undefined) return measureKnown(metric, cohort);
  return hasNobody(metric, cohort, withheld)
    ? unmeasured(metric, metric.whenEmpty, 0)
    : unmeasured(metric, missing);
}

/** Nobody got a message to answer to: that says more than a feed without answers. */
function hasNobody(metric: Metric, { counts }: Cohort, withheld: Withheld): boolean {
  if (metric.unit !== 'rate' || withheld.has('receipts')) return false;
  const { denominator } = metric;
  const isReached = denominator === 'deliveredContacts' || denominator === 'linkedContacts';
  return isReached && counts[denominator] === 0;
}

function measureKnown(metric: Metric, cohort: Cohort): Measure {
  switch (metric.unit) {
    case 'rate':
      return measureRate(metric, cohort.counts);
    case 'duration':
      return measureDuration(metric, cohort);
    case 'money':
      return measureMoney(metric, cohort);
    case 'ratio':
      return measureReturn(metric, cohort);
  }
}

function measureRate(metric: RateMetric, counts: Counts): Measure {
  const numerator = sumCounts(metric.numerator, counts);
  const denominator = sumCounts(metric.denominator, counts);
  if (denominator <= 0) return unmeasured(metric, metric.whenEmpty, 0);
  if (numerator === 0 && metric.whenNone !== undefined) return unmeasured(metric, metric.whenNone);
  const known = { id: metric.id, numerator, denominator, currency: null };
  if (numerator > denominator) {
    const reason = metric.whenAbove ?? 'counts contradict each other';
    return { ...known, figure: none(reason), value: null, reason };
  }
  const value = numerator / denominator;
  return { ...known, figure: { kind: 'rate', value }, value, reason: null };
}

function measureDuration(metric: DurationMetric, cohort: Cohort): Measure {
  const times = cohort[metric.of];
  const seconds = times[metric.quantile];
  if (times.n <= 0 || seconds === null) return unmeasured(metric, metric.whenEmpty, 0);
  return {
    id: metric.id,
    figure: { kind: 'duration', seconds },
    value: seconds,
    numerator: null,
    denominator: times.n,
    currency: null,
    reason: null,
  };
}
