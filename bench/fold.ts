import {
  COUNT_KEYS,
  type Cohort,
  type CountKey,
  type Counts,
  emptyCounts,
  type Times,
} from '../src/core/counts.ts';

/** Cohorts by a name that all peers give the same key, like `variant 12` or `day 2026-03-01`. */
export type Answer = ReadonlyMap<string, Cohort>;

export type Row = Readonly<Record<string, unknown>>;

type Sum = {
  readonly counts: Map<CountKey, number>;
  readonly money: Map<string, { cost: number; revenue: number }>;
  readonly latency: Map<number, number>;
  readonly age: Map<number, number>;
};

/** What a client of the raw side does with the rows of several statements: exact sums and exact quantiles. */
export type Fold = {
  readonly messages: (keys: readonly string[], row: Row) => void;
  readonly sums: (keys: readonly string[], row: Row) => void;
  readonly latency: (keys: readonly string[], row: Row) => void;
  readonly clicks: (keys: readonly string[], row: Row) => void;
  readonly conversions: (keys: readonly string[], row: Row) => void;
  readonly optOuts: (keys: readonly string[], row: Row) => void;
  readonly answer: () => Answer;
};

export function createFold(): Fold {
  const sums = new Map<string, Sum>();
  const at = (key: string): Sum => {
    const known = sums.get(key);
    if (known !== undefined) return known;
    const made: Sum = { counts: new Map(), money: new Map(), latency: new Map(), age: new Map() };
    sums.set(key, made);
    return made;
  };
  const each = (take: (sum: Sum, row: Row) => void) => (keys: readonly string[], row: Row) => {
    for (const key of keys) take(at(key), row);
  };
  return {
    messages: each(addState),
    sums: each(addSums),
    latency: each((sum, row) => addTime(sum.latency, row['latency'], Number(row['n']))),
    clicks: each(addClicks),
    conversions: each(addConversions),
    optOuts: each((sum, row) => add(sum, 'optedOutContacts', row['opted_out'])),
    answer: () => new Map([...sums].map(([key, sum]) => [key, toCohort(sum)])),
  };
}

const STATES: Readonly<Record<number, CountKey>> = {
  41: 'undelivered',
  42: 'expired',
  43: 'rejected',
  44: 'failed',
  45: 'canceled',
  30: 'unknown',
  50: 'delivered',
};

const GROUPS = new Map<number, CountKey>([
  ...[1, 2, 3].map((number): [number, CountKey] => [number, 'failedPermanent']),
  ...[4, 5, 12, 13, 14].map((number): [number, CountKey] => [number, 'failedBlocked']),
  ...[18, 19, 20, 22].map((number): [number, CountKey] => [number, 'failedOurs']),
]);

/** A row of messages of one state. Every campaign of the data has a link, so who was reached could click. */
function addState(sum: Sum, row: Row): void {
  const n = Number(row['n']);
  const status = Number(row['status']);
  add(sum, 'attempted', n);
  add(sum, STATES[status] ?? (Number(row['is_young']) === 1 ? 'inProcess' : 'unknown'), n);
  if (status > 40 && status < 45) add(sum, GROUPS.get(Number(row['failure_class'])) ?? 'failedTemporary', n);
  if (status === 50) addReached(sum, n);
  add(sum, 'parts', row['parts']);
  addMoney(sum, row['currency'], row['cost_micro'], 0);
  if (row['latency'] !== undefined) addTime(sum.latency, row['latency'], n);
}

function addReached(sum: Sum, n: number): void {
  add(sum, 'deliveredContacts', n);
  add(sum, 'linkedContacts', n);
}

const SUMMED: readonly (readonly [CountKey, string])[] = [
  ['attempted', 'attempted'],
  ['inProcess', 'in_process'],
  ['delivered', 'delivered'],
  ['undelivered', 'undelivered'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['unknown', 'unknown'],
  ['failedPermanent', 'failed_permanent'],
  ['failedTemporary', 'failed_temporary'],
  ['failedBlocked', 'failed_blocked'],
  ['failedOurs', 'failed_ours'],
  ['parts', 'parts'],
];

function addSums(sum: Sum, row: Row): void {
  for (const [key, column] of SUMMED) add(sum, key, row[column]);
  addReached(sum, Number(row['delivered']));
  addMoney(sum, row['currency'], row['cost_micro'], 0);
}

function addClicks(sum: Sum, row: Row): void {
  add(sum, 'clickingContacts', row['clicking']);
  add(sum, 'rawClickingContacts', row['raw_clicking']);
  add(sum, 'readingContacts', row['clicking']);
  add(sum, 'hits', row['hits']);
  add(sum, 'humanClicks', row['human']);
  add(sum, 'suspectedClicks', row['suspected']);
  add(sum, 'botClicks', row['bot']);
  addTime(sum.age, row['age'], Number(row['clicking']));
}

function addConversions(sum: Sum, row: Row): void {
  add(sum, 'convertingContacts', row['converting']);
  add(sum, 'readingContacts', row['silent']);
  add(sum, 'conversions', row['conversions']);
  if (Number(row['conversions']) > 0) addMoney(sum, row['currency'], 0, row['revenue_micro']);
}

function add(sum: Sum, key: CountKey, value: unknown): void {
  sum.counts.set(key, (sum.counts.get(key) ?? 0) + Number(value));
}

function addMoney(sum: Sum, currency: unknown, cost: unknown, revenue: unknown): void {
  const key = String(currency);
  const money = sum.money.get(key) ?? { cost: 0, revenue: 0 };
  money.cost += Number(cost);
  money.revenue += Number(revenue);
  sum.money.set(key, money);
}

function addTime(into: Map<number, number>, seconds: unknown, n: number): void {
  if (seconds === null || n === 0) return;
  const key = Math.max(0, Number(seconds));
  into.set(key, (into.get(key) ?? 0) + n);
}

function toCohort({ counts, money, latency, age }: Sum): Cohort {
  return {
    counts: toCounts((key) => counts.get(key) ?? 0),
    money: [...money]
      .filter(([currency, { cost, revenue }]) => currency !== '' || cost !== 0 || revenue !== 0)
      .map(([currency, { cost, revenue }]) => ({ currency, costMicro: cost, revenueMicro: revenue }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    deliveryLatency: toTimes(latency),
    clickAge: toTimes(age),
  };
}

export function toCounts(of: (key: CountKey) => number): Counts {
  const counts: Record<CountKey, number> = { ...emptyCounts() };
  for (const key of COUNT_KEYS) counts[key] = of(key);
  return counts;
}

function toTimes(histogram: ReadonlyMap<number, number>): Times {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const n = sorted.reduce((total, [, count]) => total + count, 0);
  if (n === 0) return { n: 0, p50: null, p80: null, p95: null };
  return { n, p50: quantile(sorted, n, 0.5), p80: quantile(sorted, n, 0.8), p95: quantile(sorted, n, 0.95) };
}

/** Nearest rank. */
function quantile(sorted: readonly (readonly [number, number])[], n: number, q: number): number {
  const rank = Math.max(1, Math.ceil(q * n));
  let seen = 0;
  for (const [seconds, count] of sorted) {
    seen += count;
    if (seen >= rank) return seconds;
  }
  return sorted.at(-1)?.[0] ?? 0;
}
