import { COUNT_KEYS, type Cohort, countsFrom, type Money, type Times } from '../../core/counts.ts';
import { COST, type Places } from './count-text.ts';
import { addBuckets, type Buckets, type Histogram, quantilesOf } from './time-buckets.ts';

/** Adds rows of several cubes up to one cohort. */
export type CohortSum = {
  /** in the order of COUNT_KEYS */
  readonly counts: number[];
  /** one of each currency; there are few */
  readonly money: MoneySum[];
  /** made when there is one: most sums have none */
  latency: Histogram | null;
  clickAge: Histogram | null;
};

const NOTHING: readonly number[] = COUNT_KEYS.map(() => 0);
const ATTEMPTED = COUNT_KEYS.indexOf('attempted');

type MoneySum = { readonly currency: string; messages: number; cost: number; revenue: number };

export function emptySum(): CohortSum {
  return { counts: [...NOTHING], money: [], latency: null, clickAge: null };
}

export function addCounts(sum: CohortSum, currency: string, counts: Places, sign: 1 | -1): void {
  for (let place = 0; place < COST; place += 1) {
    sum.counts[place] = (sum.counts[place] ?? 0) + sign * (counts[place] ?? 0);
  }
  const money = moneyOf(sum.money, currency);
  money.messages += sign * (counts[ATTEMPTED] ?? 0);
  money.cost += sign * (counts[COST] ?? 0);
  money.revenue += sign * (counts[COST + 1] ?? 0);
}

function moneyOf(known: MoneySum[], currency: string): MoneySum {
  for (const one of known) if (one.currency === currency) return one;
  const first = { currency, messages: 0, cost: 0, revenue: 0 };
  known.push(first);
  return first;
}

/** `measure`: 1 delivery, 2 first human click. */
export function addTimes(sum: CohortSum, measure: number, buckets: Buckets, sign: 1 | -1): void {
  if (measure === 1) sum.latency = addBuckets(sum.latency, buckets, sign);
  else sum.clickAge = addBuckets(sum.clickAge, buckets, sign);
}

/** False where corrections have emptied the cell. */
export function hasMessages(sum: CohortSum): boolean {
  return (sum.counts[ATTEMPTED] ?? 0) > 0;
}

export function toCohort(sum: CohortSum): Cohort {
  let at = 0;
  return {
    // asked for in the order of COUNT_KEYS: a report makes hundreds
    counts: countsFrom(() => sum.counts[at++] ?? 0),
    money: toMoney(sum.money),
    deliveryLatency: toTimes(sum.latency),
    clickAge: toTimes(sum.clickAge),
  };
}

/** A message whose cost is not known has no currency: it says nothing about money. Nor does a currency of nothing. */
function toMoney(money: CohortSum['money']): readonly Money[] {
  return money
    .filter(
      ({ currency, messages, cost, revenue }) =>
        (currency !== '' && messages !== 0) || cost !== 0 || revenue !== 0,
    )
    .map(({ currency, cost, revenue }) => ({ currency, costMicro: cost, revenueMicro: revenue }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function toTimes(histogram: Histogram | null): Times {
  if (histogram === null) return NO_TIMES;
  const n = histogram.reduce((sum, count) => sum + count, 0);
  if (n <= 0) return NO_TIMES;
  const [p50 = 0, p80 = 0, p95 = 0] = quantilesOf(histogram, n, QUANTILES);
  return { n, p50, p80, p95 };
}

const QUANTILES = [0.5, 0.8, 0.95];
const NO_TIMES: Times = { n: 0, p50: null, p80: null, p95: null };
