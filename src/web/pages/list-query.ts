import { STATES } from '../../core/cleaning/life-cycle.ts';
import { REASONS } from '../../core/cleaning/recommendation.ts';
import type { RecommendationFilter } from '../../store/cleaning/recommendation-filter.ts';
import { isRefusal, type PageRefusal } from './page-answer.ts';
import { badField } from './page-refusals.ts';

export const SIZES = [25, 100, 500] as const;
export const ORDERS = ['id', 'newest', 'confidence', 'saving'] as const;
export const LEAST_CONFIDENCE = ['0.5', '0.6', '0.7', '0.8', '0.9', '0.95'] as const;
const MOST_PAGES = 100_000;

/** What a list shows; an address holds all of it. */
export type ListQuery = {
  readonly filter: RecommendationFilter;
  readonly size: (typeof SIZES)[number];
  /** from 1 */
  readonly page: number;
  readonly order: (typeof ORDERS)[number];
};

export function readListQuery(query: URLSearchParams): ListQuery | PageRefusal {
  const given = (name: string): string => query.get(name)?.trim() ?? '';
  const filter = readFilter(given);
  if (isRefusal(filter)) return filter;
  const size = SIZES.find((one) => String(one) === (given('size') || '25'));
  const order = ORDERS.find((one) => one === (given('order') || 'id'));
  const page = wholeNumber(given('page') || '1', MOST_PAGES);
  if (size === undefined) return badField(`size: must be one of ${SIZES.join(', ')}.`);
  if (order === undefined) return badField(`order: must be one of ${ORDERS.join(', ')}.`);
  if (page === null) return badField(`page: must be a whole number from 1 to ${MOST_PAGES}.`);
  return { filter, size, page, order };
}

type Given = (name: string) => string;

function readFilter(given: Given): RecommendationFilter | PageRefusal {
  const fault = faultOfWords(given) ?? faultOfNumbers(given);
  if (fault !== null) return fault;
  const state = STATES.find((one) => one === (given('state') || 'proposed'));
  const reason = REASONS.find((one) => one === given('reason'));
  const segment = given('segment');
  return {
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(segment === '' ? {} : { segmentId: segment === '(none)' ? '' : segment }),
    ...(given('confidence') === '' ? {} : { minConfidence: Number(given('confidence')) }),
    ...(given('run') === '' ? {} : { runId: Number(given('run')) }),
    ...(given('batch') === '' ? {} : { batchId: Number(given('batch')) }),
    ...(given('text') === '' ? {} : { text: given('text') }),
  };
}

function faultOfWords(given: Given): PageRefusal | null {
  const isOne = (words: readonly string[], text: string): boolean => text === '' || words.includes(text);
  if (!isOne(['any', ...STATES], given('state')))
    return badField(`state: must be any or one of ${STATES.join(', ')}.`);
  if (!isOne(REASONS, given('reason'))) return badField(`reason: must be one of ${REASONS.join(', ')}.`);
  for (const name of ['segment', 'text'])
    if (given(name).length > 64) return badField(`${name}: is longer than 64 characters.`, 'field-length');
  return null;
}

function faultOfNumbers(given: Given): PageRefusal | null {
  const isNumber = (name: string, most: number): boolean =>
    given(name) === '' || wholeNumber(given(name), most) !== null;
  if (!/^(0(\.\d{1,3})?|1(\.0{1,3})?)?$/.test(given('confidence')))
    return badField('confidence: must be from 0 to 1, such as 0.8.');
  if (!isNumber('run', 4_294_967_295)) return badField('run: must be the number of a search.');
  if (!isNumber('batch', Number.MAX_SAFE_INTEGER)) return badField('batch: must be the number of a batch.');
  return null;
}

/** The shortest address of the same list; without `page`, from the first one. */
export function listPath(query: ListQuery, page = 1, place = '/recommendations'): string {
  const text = queryText(query, page);
  return text === '' ? place : `${place}?${text}`;
}

export function queryText({ filter, size, order }: ListQuery, page = 1): string {
  const out = new URLSearchParams();
  const { state, reason, segmentId, minConfidence, runId, batchId, text } = filter;
  if (state !== 'proposed') out.set('state', state ?? 'any');
  if (reason !== undefined) out.set('reason', reason);
  if (segmentId !== undefined) out.set('segment', segmentId === '' ? '(none)' : segmentId);
  if (minConfidence !== undefined) out.set('confidence', String(minConfidence));
  if (runId !== undefined) out.set('run', String(runId));
  if (batchId !== undefined) out.set('batch', String(batchId));
  if (text !== undefined) out.set('text', text);
  if (size !== 25) out.set('size', String(size));
  if (order !== 'id') out.set('order', order);
  if (page !== 1) out.set('page', String(page));
  return out.toString();
}

/** null = none, or out of range; `1.5`, `1e3`, `+1` and ` 1` are none. */
export function wholeNumber(text: string, most: number): number | null {
  if (!/^[1-9]\d{0,15}$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
