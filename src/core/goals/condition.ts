import { Failure } from '../failure.ts';
import { isMetricId, METRICS, type MetricId, metricById } from '../metrics/catalogue.ts';
import { shownText } from '../shown-text.ts';
import { type Amount, amountText, parseAmount } from './amount.ts';

/** When a report is worth a mail; `text` is the condition as a person writes it. */
export type Condition =
  | { readonly kind: 'decision'; readonly text: string }
  | {
      readonly kind: 'limit';
      readonly text: string;
      readonly metric: MetricId;
      readonly side: 'above' | 'below';
      readonly amount: Amount;
    }
  | {
      readonly kind: 'change';
      readonly text: string;
      readonly metric: MetricId;
      readonly direction: 'up' | 'down';
    };

const ALLOWED = '"any decision", "METRIC above|below AMOUNT" or "METRIC up|down"';

/** Throws `bad-input` with one line: which word is wrong, what is allowed. */
export function parseCondition(text: string): Condition {
  const words = text.trim().split(/\s+/u);
  if (words.join(' ') === 'any decision') return { kind: 'decision', text: 'any decision' };
  const [name = '', verb, ...rest] = words;
  if (verb !== 'above' && verb !== 'below' && verb !== 'up' && verb !== 'down')
    throw new Failure('bad-input', `${shownText(text)} is not ${ALLOWED}`);
  const id = metricNamed(name);
  if (verb === 'up' || verb === 'down') {
    if (rest.length > 0) throw new Failure('bad-input', `${shownText(text)}: nothing follows "${verb}"`);
    return { kind: 'change', text: `${id} ${verb}`, metric: id, direction: verb };
  }
  const metric = metricById(id);
  const amount = parseAmount(metric, rest.join(' '));
  return {
    kind: 'limit',
    text: `${id} ${verb} ${amountText(metric, amount)}`,
    metric: id,
    side: verb,
    amount,
  };
}

/** Throws `bad-input` that names all metrics. */
export function metricNamed(name: string): MetricId {
  if (isMetricId(name)) return name;
  throw new Failure(
    'bad-input',
    `${shownText(name)} is not a metric; there are ${METRICS.map(({ id }) => id).join(', ')}`,
  );
}
