import {
  COUNT_KEYS,
  type Cohort,
  type CountKey,
  countsFrom,
  type Money,
  type Times,
} from '../../core/counts.ts';
import { quantileOf } from './time-buckets.ts';

/** Adds rows of several cubes up to one cohort. */
export type CohortSum = {
  /** in the order of COUNT_KEYS */
  readonly counts: number[];
  readonly money: Map<string, { messages: number; cost: number; revenue: number }>;
  readonly latency: Map<number, number>;
  readonly clickAge: Map<number, number>;
};

const POSITIONS = new Map<CountKey, number>(COUNT_KEYS.map((key, position) => [key, position]));
const ATTEMPTED = COUNT_KEYS.indexOf('attempted');
const COST = COUNT_KEYS.length;

export function emptySum(): CohortSum {
  return { counts: COUNT_KEYS.map(() => 0), money: new Map(), latency: new Map(), clickAge: new Map() };
}

/** `packed`: counts in the order of COUNT_KEYS, cost, revenue, with commas; or revenue alone. `sign`: 1 or -1. */
export function addPacked(sum: CohortSum, currency: string, packed: string, sign: 1 | -1): void {
  const money = sum.money.get(currency) ?? { messages: 0, cost: 0, revenue: 0 };
  sum.money.set(currency, money);
  if (!packed.includes(',')) {
    money.revenue += sign * Number(packed);
    return;
  }
  let position = 0;
  for (const value of numbersOf(packed)) {
    if (position < COST) sum.counts[position] = (sum.counts[position] ?? 0) + sign * value;
    else if (position === COST) money.cost += sign * value;
    else money.revenue += sign * value;
    if (position === ATTEMPTED) money.messages += sign * value;
    position += 1;
  }
}

export function addTime(sum: CohortSum, measure: number, bucket: number, n: number): void {
  const into = measure === 1 ? sum.latency : sum.clickAge;
  into.set(bucket, (into.get(bucket) ?? 0) + n);
}

/** False where corrections have emptied the cell. */
export function hasMessages(sum: CohortSum): boolean {
  return (sum.counts[ATTEMPTED] ?? 0) > 0;
}

export function toCohort(sum: CohortSum): Cohort {
  return {
    counts: countsFrom((key) => sum.counts[POSITIONS.get(key) ?? -1] ?? 0),
    money: toMoney(sum.money),
    deliveryLatency: toTimes(sum.latency),
    clickAge: toTimes(sum.clickAge),
  };
}

/** Whole numbers with commas: the many zeros and short numbers make this dearer by `split` than by hand. */
function numbersOf(packed: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let sign = 1;
  for (let at = 0; at < packed.length; at += 1) {
    const code = packed.charCodeAt(at);
    if (code === COMMA) {
      numbers.push(sign * value);
      value = 0;
      sign = 1;
    } else if (code === MINUS) sign = -1;
    else value = value * 10 + code - ZERO;
  }
  numbers.push(sign * value);
  return numbers;
}

const COMMA = 44;
const MINUS = 45;
const ZERO = 48;

/** A message whose cost is not known has no currency: it says nothing about money. Nor does a currency of nothing. */
function toMoney(money: CohortSum['money']): readonly Money[] {
  return [...money]
    .filter(
      ([currency, { messages, cost, revenue }]) =>
        (currency !== '' && messages !== 0) || cost !== 0 || revenue !== 0,
    )
    .map(([currency, { cost, revenue }]) => ({ currency, costMicro: cost, revenueMicro: revenue }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function toTimes(histogram: ReadonlyMap<number, number>): Times {
  if (histogram.size === 0) return NO_TIMES;
  const n = [...histogram.values()].reduce((sum, count) => sum + count, 0);
  if (n <= 0) return NO_TIMES;
  return {
    n,
    p50: quantileOf(histogram, n, 0.5),
    p80: quantileOf(histogram, n, 0.8),
    p95: quantileOf(histogram, n, 0.95),
  };
}

const NO_TIMES: Times = { n: 0, p50: null, p80: null, p95: null };
