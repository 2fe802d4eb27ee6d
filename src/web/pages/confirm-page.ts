import { REASON_WORDS } from '../../core/cleaning/reason-words.ts';
import type { Decision } from '../../pipelines/decide-recommendations.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { type AskedDecision, snoozeChoice } from './decision-form.ts';
import { cleanText, counted, countText, riskText, savingsText, surenessText } from './figures.ts';
import { type ListQuery, listPath, queryText, readListQuery } from './list-query.ts';
import { isRefusal, type PageAnswer, page } from './page-answer.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';
import { STATE_WORDS } from './state-words.ts';

/** More than this, and the count has to be typed. */
export const MOST_UNTYPED = 100;

/** GET: everything the filter holds, before it is decided at once. */
export async function showConfirm(call: SignedInCall): Promise<PageAnswer> {
  const query = readListQuery(call.query);
  if (isRefusal(query)) return query;
  const { total, fingerprint } = await countRecommendations(call.needs.db, query.filter);
  return confirmPage(call, { query, count: total, fingerprint, asked: null, picks: [], fault: null });
}

export async function confirmPage(
  call: SignedInCall,
  confirm: {
    readonly query: ListQuery;
    readonly count: number;
    /** of everything the filter holds; null = of the selection */
    readonly fingerprint: string | null;
    /** null = not chosen yet */
    readonly asked: AskedDecision | null;
    /** empty = everything the filter holds */
    readonly picks: readonly string[];
    readonly fault: string | null;
  },
): Promise<PageAnswer> {
  const { query, count, fingerprint, asked, picks, fault } = confirm;
  const counts = picks.length === 0 ? await countRecommendations(call.needs.db, query.filter) : null;
  const view = {
    shell: shell(call, fault === null ? 'Decide on many' : 'Error: Decide on many'),
    count: String(count),
    countWords: counted(count, 'recommendation'),
    countText: countText(count),
    isNone: count === 0,
    isWhole: picks.length === 0,
    fingerprint,
    filterWords: filterWords(query),
    reasons: (counts?.byReason ?? []).map((one) => ({
      path: null,
      isHere: false,
      meaning: null,
      label: REASON_WORDS[one.reason].label,
      count: countText(one.recommendations),
      takesOut: countText(one.takesOut),
      saving: savingsText(one.savings),
      risk: riskText(one),
    })),
    picks,
    query: queryText(query, query.page),
    decisions: CHOICES.map(({ value, label, what }) => ({
      value,
      label,
      what,
      isChosen: value === (asked?.decision ?? ''),
    })),
    days: snoozeChoice(asked?.days),
    reason: asked?.reason ?? '',
    mustType: count > MOST_UNTYPED,
    fault,
    backPath: listPath(query, query.page),
    decidePath: '/recommendations/decide',
  };
  return page(call.needs.pages.render('confirm', view), fault === null ? 200 : 422);
}

const CHOICES: readonly { readonly value: Decision; readonly label: string; readonly what: string }[] = [
  {
    value: 'approve',
    label: 'Approve',
    what: 'Nothing is sent or stopped yet: an admin applies what is approved.',
  },
  { value: 'reject', label: 'Reject', what: 'They stay on the list and are not proposed again for 90 days.' },
  { value: 'snooze', label: 'Snooze', what: 'They come back to this list after the days below.' },
];

function filterWords({ filter }: ListQuery): readonly string[] {
  return [
    filter.state === undefined ? 'in any state' : `state: ${STATE_WORDS[filter.state].toLowerCase()}`,
    filter.reason === undefined ? 'any reason' : `reason: ${REASON_WORDS[filter.reason].label}`,
    filter.segmentId === undefined
      ? ''
      : `segment: ${filter.segmentId === '' ? 'none' : cleanText(filter.segmentId)}`,
    filter.minConfidence === undefined ? '' : `sureness: ${surenessText(filter.minConfidence)} or more`,
    filter.runId === undefined ? '' : `search ${filter.runId}`,
    filter.batchId === undefined ? '' : `batch ${filter.batchId}`,
    filter.text === undefined ? '' : `text: ${cleanText(filter.text)}`,
  ].filter(Boolean);
}
