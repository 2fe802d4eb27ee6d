import { STATES } from '../../core/cleaning/life-cycle.ts';
import { ACTION_WORDS, REASON_WORDS } from '../../core/cleaning/reason-words.ts';
import { REASONS } from '../../core/cleaning/recommendation.ts';
import { sayBecause } from '../../core/reports/list-health/because-words.ts';
import type { Formatter } from '../../render/format.ts';
import type { RecommendationCounts } from '../../store/cleaning/count-recommendations.ts';
import type { Recommendation } from '../../store/cleaning/recommendations.ts';
import {
  cleanText,
  counted,
  countText,
  ENGLISH,
  riskText,
  savingsText,
  savingText,
  surenessText,
} from './figures.ts';
import { LEAST_CONFIDENCE, type ListQuery, listPath, ORDERS, queryText, SIZES } from './list-query.ts';
import { ageInWords, moment } from './moment.ts';
import { STATE_WORDS, stateSentence } from './state-words.ts';

type Option = { readonly value: string; readonly label: string; readonly isChosen: boolean };

export type Segment = { readonly segmentId: string; readonly name: string };

/** Everything below the shell of the list: filters, counts, rows, pages. */
export function listView(
  query: ListQuery,
  data: {
    readonly counts: RecommendationCounts;
    /** the same filter without a reason */
    readonly allReasons: RecommendationCounts;
    readonly rows: readonly Recommendation[];
    readonly segments: readonly Segment[];
    readonly now: Temporal.Instant;
  },
  format: Formatter = ENGLISH,
) {
  const { counts, rows } = data;
  const pages = Math.max(1, Math.ceil(counts.total / query.size));
  return {
    filters: filtersView(query, data.segments),
    summary: summaryView(query, data.allReasons, format),
    isEmpty: rows.length === 0,
    total: countText(counts.total),
    totalWords: counted(counts.total, 'recommendation'),
    shown: shownWords(query, rows.length, counts.total, format),
    rows: rows.map((row) => rowView(row, query, data.now, format)),
    query: queryText(query, query.page),
    csvPath: listPath(query, 1, '/recommendations.csv'),
    confirmPath: listPath(query, 1, '/recommendations/confirm'),
    pager: {
      isNeeded: pages > 1,
      here: `Page ${countText(query.page)} of ${countText(pages)}`,
      before: query.page > 1 ? listPath(query, Math.min(query.page - 1, pages)) : null,
      after: query.page < pages ? listPath(query, query.page + 1) : null,
      first: query.page > 2 ? listPath(query, 1) : null,
      last: query.page < pages - 1 ? listPath(query, pages) : null,
    },
  };
}

function filtersView({ filter, size, order }: ListQuery, segments: readonly Segment[]): object {
  const chosen = (value: string, label: string, now: string): Option => ({
    value,
    label,
    isChosen: value === now,
  });
  const state = filter.state ?? 'any';
  const confidence = filter.minConfidence === undefined ? '' : String(filter.minConfidence);
  const segment = filter.segmentId === '' ? '(none)' : (filter.segmentId ?? '');
  return {
    states: [
      ...STATES.map((one) => chosen(one, STATE_WORDS[one], state)),
      chosen('any', 'In any state', state),
    ],
    reasons: [
      chosen('', 'Any reason', filter.reason ?? ''),
      ...REASONS.map((one) => chosen(one, REASON_WORDS[one].label, filter.reason ?? '')),
    ],
    confidences: [
      chosen('', 'Any', confidence),
      ...LEAST_CONFIDENCE.map((one) => chosen(one, `${surenessText(Number(one))} or more`, confidence)),
    ],
    segments: [
      chosen('', 'Any', segment),
      ...segments.map(({ segmentId, name }) => chosen(segmentId, cleanText(name), segment)),
      chosen('(none)', 'None', segment),
    ],
    sizes: SIZES.map((one) => chosen(String(one), String(one), String(size))),
    orders: ORDERS.map((one) => chosen(one, ORDER_WORDS[one], order)),
    text: filter.text ?? '',
    run: filter.runId === undefined ? null : String(filter.runId),
    batch: filter.batchId === undefined ? null : String(filter.batchId),
  };
}

const ORDER_WORDS: Readonly<Record<(typeof ORDERS)[number], string>> = {
  id: 'Oldest first',
  newest: 'Newest first',
  confidence: 'Surest first',
  saving: 'Greatest saving first',
};

function summaryView(query: ListQuery, counts: RecommendationCounts, format: Formatter) {
  const { reason: _left, ...others } = query.filter;
  return {
    isOpen: query.filter.reason === undefined && query.page === 1,
    reasons: counts.byReason.map((one) => ({
      label: format.say(REASON_WORDS[one.reason].label),
      meaning: format.say(REASON_WORDS[one.reason].meaning),
      path: listPath({ ...query, filter: { ...others, reason: one.reason } }),
      isHere: query.filter.reason === one.reason,
      count: countText(one.recommendations, format),
      takesOut: countText(one.takesOut, format),
      saving: savingsText(one.savings, format),
      risk: riskText(one, format),
    })),
    allPath: listPath({ ...query, filter: others }),
    isFiltered: query.filter.reason !== undefined,
    total: countText(counts.total),
  };
}

function rowView(row: Recommendation, query: ListQuery, now: Temporal.Instant, format: Formatter): object {
  const inList = queryText(query, query.page);
  return {
    pick: `${row.id}:${row.version}`,
    id: String(row.id),
    path: `/recommendations/${row.id}${inList === '' ? '' : `?in=${encodeURIComponent(inList)}`}`,
    phone: row.phoneMasked ?? format.say('No readable number'),
    contact: cleanText(row.contactId),
    segment: row.segment === null ? null : cleanText(row.segment),
    reason: format.say(REASON_WORDS[row.reason].label),
    because: format.phrase(sayBecause(row.because)),
    action: format.say(ACTION_WORDS[row.action]),
    confidence: surenessText(row.confidence),
    isUnsure: row.confidence < 0.8,
    saving: savingText(row.saving, format),
    alive: row.lastPositiveAt === null ? null : aged(row.lastPositiveAt, now, format),
    state: stateSentence(row, format),
    isWaiting: row.state === 'proposed',
  };
}

function aged(at: Temporal.Instant, now: Temporal.Instant, format: Formatter): object {
  return { ...moment(at, format), age: ageInWords(at, now, format) };
}

function shownWords({ page, size }: ListQuery, rows: number, total: number, format: Formatter): string {
  const all = counted(total, 'recommendation', 'recommendations', format);
  if (rows === 0) return format.say('None of {0} on this page', [all]);
  const first = (page - 1) * size + 1;
  const [from, to] = [first, first + rows - 1].map((at) => countText(at, format));
  return format.say('{0} to {1} of {2}', [from ?? '', to ?? '', all]);
}
