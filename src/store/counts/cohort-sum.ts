import { COUNT_KEYS, type Cohort, countsFrom, type Money, type Times } from '../../core/counts.ts';
import type { Row } from './sum-query.ts';
import { quantileOf } from './time-buckets.ts';

/** Adds rows of several cubes up to one cohort. */
export type CohortSum = {
  /** in the order of COUNT_KEYS */
  readonly counts: number[];
  readonly money: Map<string, { cost: number; revenue: number }>;
  readonly latency: Map<number, number>;
  readonly clickAge: Map<number, number>;
};

const COLUMNS: readonly string[] = COUNT_KEYS.map((key) =>
  key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
const ATTEMPTED = COUNT_KEYS.indexOf('attempted');

export function emptySum(): CohortSum {
  return { counts: COUNT_KEYS.map(() => 0), money: new Map(), latency: new Map(), clickAge: new Map() };
}

export function addCountsRow(sum: CohortSum, row: Row): void {
  for (const [position, column] of COLUMNS.entries()) {
    sum.counts[position] = (sum.counts[position] ?? 0) + Number(row[column] ?? 0);
  }
  const currency = String(row['currency']);
  const money = sum.money.get(currency) ?? { cost: 0, revenue: 0 };
  money.cost += Number(row['cost_micro'] ?? 0);
  money.revenue += Number(row['revenue_micro'] ?? 0);
  sum.money.set(currency, money);
}

export function addTimesRow(sum: CohortSum, row: Row): void {
  const into = Number(row['measure']) === 1 ? sum.latency : sum.clickAge;
  const bucket = Number(row['bucket']);
  into.set(bucket, (into.get(bucket) ?? 0) + Number(row['n']));
}

/** False where corrections have emptied the cell. */
export function hasMessages(sum: CohortSum): boolean {
  return (sum.counts[ATTEMPTED] ?? 0) > 0;
}

export function toCohort(sum: CohortSum): Cohort {
  return {
    counts: countsFrom((key) => sum.counts[COUNT_KEYS.indexOf(key)] ?? 0),
    money: toMoney(sum.money),
    deliveryLatency: toTimes(sum.latency),
    clickAge: toTimes(sum.clickAge),
  };
}

/** A message whose cost is not known has no currency: it says nothing about money. */
function toMoney(money: CohortSum['money']): readonly Money[] {
  return [...money]
    .filter(([currency, { cost, revenue }]) => currency !== '' || cost !== 0 || revenue !== 0)
    .map(([currency, { cost, revenue }]) => ({ currency, costMicro: cost, revenueMicro: revenue }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function toTimes(histogram: ReadonlyMap<number, number>): Times {
  const n = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (n <= 0) return { n: 0, p50: null, p80: null, p95: null };
  return {
    n,
    p50: quantileOf(histogram, n, 0.5),
    p80: quantileOf(histogram, n, 0.8),
    p95: quantileOf(histogram, n, 0.95),
  };
}
