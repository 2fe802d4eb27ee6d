import { type Figure, none, type Words } from '../reports/figure.ts';
import type { Metric } from './metric.ts';

/** A metric's value for one cohort. Without a number all is null but the reason; never 0, never NaN. */
export type Measure = {
  readonly id: string;
  readonly figure: Figure;
  /** rate 0..1, seconds, micro-units or ratio; null also when there is one value per currency */
  readonly value: number | null;
  readonly numerator: number | null;
  /** the count behind the value; for durations the number of observations */
  readonly denominator: number | null;
  /** of `value`, when it is money or a ratio of money */
  readonly currency: string | null;
  readonly reason: Words | null;
};

export function unmeasured(metric: Metric, reason: Words, denominator: number | null = null): Measure {
  const nothing = { value: null, numerator: null, currency: null };
  return { id: metric.id, figure: none(reason), ...nothing, denominator, reason };
}
