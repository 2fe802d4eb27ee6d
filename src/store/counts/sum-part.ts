import type { CountKey } from '../../core/counts.ts';
import type { Places } from './count-text.ts';
import type { OwnedRange } from './owned-range.ts';

/** What is summed, or named: a cube, message facts, or names. */
export type Source =
  | 'campaigns'
  | 'variants'
  | 'segments'
  | 'cells'
  | 'campaign-days'
  | 'segment-days'
  | 'campaign-half-hours'
  | 'segment-quarter-days'
  | 'segment-hours'
  | 'days'
  | 'slots'
  | 'segment-slots'
  | 'send-hours'
  | 'facts'
  | 'fact-revenue'
  | 'times'
  | 'day-times'
  | 'segment-times'
  | 'segment-day-times'
  | 'fact-times'
  | 'campaign-names'
  | 'variant-names'
  | 'segment-names';

export type Key = 'nothing' | 'campaign' | 'variant' | 'segment' | 'week-hour' | 'hour';

export type Keys = readonly [k1: Key, k2: Key];

export const NO_KEYS: Keys = ['nothing', 'nothing'];

/** One SELECT. */
export type SumPart = {
  readonly source: Source;
  readonly keys: Keys;
  /** our numbers; null = all there are */
  readonly campaigns: readonly number[] | null;
  readonly segments: readonly number[] | null;
  /** in the unit of the source, sorted and apart; null = all there is */
  readonly ranges: readonly OwnedRange[] | null;
  /** true = all rows in one text: they are few, and of a cube whoever asks picks its keys from the cube's own */
  readonly isText: boolean;
  /** only these are summed; absent = all, cost and revenue too */
  readonly counts?: readonly CountKey[];
};

/**
 * One row of a part. `k3` says in which range counts lie, and which measure durations are of. `label`: currency or id;
 * `value`: name.
 */
export type SumRow = {
  readonly k1: number;
  readonly k2: number;
  readonly k3: number;
  readonly label: string;
  readonly value: string;
  /** of durations buckets and how many; empty for names. To be used at once: the next row overwrites it. */
  readonly counts: Places;
};

export function isCounted({ source }: SumPart): boolean {
  return !(source.endsWith('times') || source.endsWith('names'));
}

export function isNamed({ source }: SumPart): boolean {
  return source.endsWith('names');
}

/** Where the counts of a row go, by the place of the range asked for. */
export type Owners = Pick<OwnedRange, 'plus' | 'minus'>;

/** Whether all rows of a part go to the same place: then they need not say in which range they lie. */
export function isOneOwner(ranges: readonly OwnedRange[] | null): boolean {
  const [first] = ranges ?? [];
  return (ranges ?? []).every(({ plus, minus }) => plus === first?.plus && minus === first.minus);
}

/** Where a range begins, but for the first: a row lies in one of the ranges, and `k3` is how many of these it has passed. */
export function startsOf(ranges: readonly OwnedRange[]): readonly number[] {
  return ranges.slice(1).map(({ from }) => from);
}

/** From `k3` of a row to where it goes. */
export function ownersOf(ranges: readonly OwnedRange[] | null): (k3: number) => Owners {
  const [first] = ranges ?? [];
  if (ranges === null || isOneOwner(ranges)) return () => first ?? { plus: 0, minus: null };
  return (k3) => ranges[k3] ?? { plus: null, minus: null };
}
