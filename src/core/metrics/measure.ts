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
  for (const feed of metric.feeds) {
    const reason = withheld.get(feed);
    if (reason !== undefined) return unmeasured(metric, reason);
  }
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
