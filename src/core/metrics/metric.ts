import type { CountSum } from './count-sum.ts';

/** One stream of the source; when it stops, the metrics that need it are left out instead of shown as 0. */
export type Feed = 'messages' | 'receipts' | 'clicks' | 'conversions' | 'opt-outs';

type Common = {
  readonly id: string;
  readonly label: string;
  /** which direction pleases; 'neither' = an amount, not a success */
  readonly better: 'up' | 'down' | 'neither';
  /** how long after the sending an outcome still counts */
  readonly window: string;
  /** what divides by what, in one sentence a marketer reads */
  readonly definition: string;
  /** why there is no number when the denominator is empty */
  readonly whenEmpty: string;
  readonly feeds: readonly Feed[];
};

export type RateMetric = Common & {
  readonly unit: 'rate';
  readonly numerator: CountSum;
  readonly denominator: CountSum;
  /** what the denominator counts, one and many */
  readonly of: readonly [string, string];
  /** of a lower bound: why there is no number when nobody is counted, since "at least 0 %" says nothing */
  readonly whenNone?: string;
  /** why there is no number when more succeed than there are */
  readonly whenAbove?: string;
};

export type DurationMetric = Common & {
  readonly unit: 'duration';
  readonly of: 'deliveryLatency' | 'clickAge';
  readonly quantile: 'p50' | 'p80';
};

export type MoneyMetric = Common & {
  readonly unit: 'money';
  readonly numerator: 'cost' | 'revenue';
  /** null = the amount itself */
  readonly denominator: CountSum | null;
};

/** (revenue - cost) / cost, per currency. */
export type RatioMetric = Common & {
  readonly unit: 'ratio';
  readonly numerator: 'revenue - cost';
  readonly denominator: 'cost';
};

export type Metric = RateMetric | DurationMetric | MoneyMetric | RatioMetric;
