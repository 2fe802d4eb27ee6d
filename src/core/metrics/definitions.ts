import { METRICS } from './catalogue.ts';
import { describeCountSum } from './count-sum.ts';
import type { Metric } from './metric.ts';
import { OPT_OUT_DEFINITIONS } from './opt-out-definitions.ts';

export type Definition = {
  readonly id: string;
  readonly label: string;
  readonly unit: Metric['unit'] | 'count';
  readonly better: Metric['better'];
  /** "delivered / (attempted - canceled - in process)" */
  readonly formula: string;
  readonly window: string;
  readonly definition: string;
  /** why there is no number when there is nothing to divide by */
  readonly whenEmpty: string;
};

/** What the `definitions` command and the README print. */
export function listDefinitions(): readonly Definition[] {
  const metrics = METRICS.map((metric) => {
    const { id, label, unit, better, window, definition, whenEmpty } = metric;
    return { id, label, unit, better, formula: formulaOf(metric), window, definition, whenEmpty };
  });
  return [...metrics, ...OPT_OUT_DEFINITIONS];
}

function formulaOf(metric: Metric): string {
  switch (metric.unit) {
    case 'rate':
      return `${describeCountSum(metric.numerator)} / ${inBrackets(describeCountSum(metric.denominator))}`;
    case 'duration':
      return `${metric.quantile === 'p50' ? 'median' : '80th percentile'} of ${DURATIONS[metric.of]}`;
    case 'money':
      return metric.denominator === null
        ? metric.numerator
        : `${metric.numerator} / ${describeCountSum(metric.denominator)}`;
    case 'ratio':
      return `(${metric.numerator}) / ${metric.denominator}`;
  }
}

const DURATIONS = {
  deliveryLatency: 'receipt minus sending',
  clickAge: 'first human click minus delivery',
} as const;

function inBrackets(sum: string): string {
  return sum.includes(' - ') ? `(${sum})` : sum;
}
