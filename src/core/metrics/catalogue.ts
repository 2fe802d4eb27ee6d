import { Failure } from '../failure.ts';
import type { Metric } from './metric.ts';
import { MONEY_METRICS } from './money-metrics.ts';
import { RESPONSE_METRICS } from './response-metrics.ts';

const FINAL = { of: 'attempted', without: ['canceled', 'inProcess'] } as const;

/** Every metric is one object; reports, the `definitions` command and the README read this list. */
export const METRICS = [
  {
    id: 'delivery-rate',
    label: 'Delivery rate',
    unit: 'rate',
    better: 'up',
    numerator: 'delivered',
    denominator: FINAL,
    of: ['message', 'messages'],
    window: 'final, or 72 h after sending',
    definition:
      'Delivered messages divided by attempted messages without canceled ones and those still in process; messages that never got an answer (unknown) stay in the denominator.',
    whenEmpty: 'no message with a final state yet',
    feeds: ['receipts'],
  },
  {
    id: 'delivery-rate-known',
    label: 'Delivery rate without unknown',
    unit: 'rate',
    better: 'up',
    numerator: 'delivered',
    denominator: { of: 'attempted', without: ['canceled', 'inProcess', 'unknown'] },
    of: ['message', 'messages'],
    window: 'final, or 72 h after sending',
    definition:
      'The delivery rate among messages that got an answer; shown beside the delivery rate when more than 2 % are unknown.',
    whenEmpty: 'no message got an answer',
    feeds: ['receipts'],
  },
  {
    id: 'unknown-share',
    label: 'Unknown share',
    unit: 'rate',
    better: 'down',
    numerator: 'unknown',
    denominator: FINAL,
    of: ['message', 'messages'],
    window: '72 h after sending',
    definition:
      'Messages that never got a final answer from the carrier, divided by attempted messages without canceled ones and those still in process.',
    whenEmpty: 'no message with a final state yet',
    feeds: ['receipts'],
  },
  ...RESPONSE_METRICS,
  ...MONEY_METRICS,
] as const satisfies readonly Metric[];

export type MetricId = (typeof METRICS)[number]['id'];

const BY_ID: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.id, metric]));

export function isMetricId(text: string): text is MetricId {
  return BY_ID.has(text);
}

export function metricById(id: MetricId): Metric {
  const metric = BY_ID.get(id);
  if (metric === undefined) throw new Failure('internal', `metric ${id} is not in the catalogue`);
  return metric;
}
