import { REASON_WORDS } from '../../core/cleaning/reason-words.ts';
import { Failure } from '../../core/failure.ts';
import { applyRecommendations } from '../../pipelines/apply-recommendations.ts';
import { listCleaningRuns, listHeldRuns } from '../../store/cleaning/cleaning-runs.ts';
import {
  countRecommendations,
  type RecommendationCounts,
} from '../../store/cleaning/count-recommendations.ts';
import { cleanText, counted, countText, riskText, savingsText, shareText } from './figures.ts';
import { listPath, readListQuery } from './list-query.ts';
import { isRefusal, type PageAnswer, page, redirect } from './page-answer.ts';
import { badState } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

/** GET: everything that is approved, and how much of the list would go. */
export async function showApply(call: SignedInCall): Promise<PageAnswer> {
  return applyPage(call, null);
}

export const APPLY_FIELDS = { one: ['reason', 'count', 'fingerprint', 'typed', 'large'] } as const;

/** POST: all that is approved, or of one reason. Whole or not at all, and the count has to be typed. */
export async function takeApply(call: SignedInCall): Promise<PageAnswer> {
  const { form, needs, viewer, now } = call;
  const filter = approvedFilter(form.text('reason'));
  if (isRefusal(filter)) return filter;
  const { total, fingerprint } = await countRecommendations(needs.db, filter);
  if (form.text('count') !== String(total))
    return badState(
      `What is approved has changed: ${form.text('count').slice(0, 12)} when you looked, ${total} now. Go back and look again.`,
    );
  if (form.text('fingerprint') !== fingerprint)
    return badState(
      `What is approved has changed: ${total} as when you looked, but not the same ones. Go back and look again.`,
    );
  const typed = form.text('typed').replace(/[\s,.]/g, '');
  if (typed !== String(total))
    return applyPage(call, `Type ${countText(total)} to say that you mean all of them.`);
  try {
    const { batchId, items } = await applyRecommendations(
      { ...needs.batches, fourEyes: needs.fourEyes },
      {
        choice: { filter, fingerprint },
        actor: viewer.actor,
        isLargeAllowed: form.text('large') === 'yes',
        at: now,
      },
    );
    const text = `${counted(items, 'recommendation')} applied. If that was wrong, this page takes it back.`;
    return redirect(`/batches/${batchId}`, { tone: 'good', text });
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-state')
      return applyPage(call, onPages(error.message));
    throw error;
  }
}

/** The pipeline speaks to the command line, too; here the same things are a box and a page. */
function onPages(message: string): string {
  const words = message
    .replace(/say --allow-large if that is meant/, 'tick the box below if that is meant')
    .replace(/`recommendations release ([\d ]+)`/g, 'release search $1 under Searches')
    .replace(/\brun (\d+)/g, 'search $1');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function approvedFilter(reason: string) {
  const query = readListQuery(new URLSearchParams({ state: 'approved', reason }));
  return isRefusal(query) ? query : query.filter;
}

async function applyPage(call: SignedInCall, fault: string | null): Promise<PageAnswer> {
  const { db, pages } = call.needs;
  const chosen = call.form.text('reason') || (call.query.get('reason') ?? '');
  const filter = approvedFilter(chosen);
  if (isRefusal(filter)) return filter;
  const all = await countRecommendations(db, { state: 'approved' });
  const counts = filter.reason === undefined ? all : await countRecommendations(db, filter);
  const [newest] = await listCleaningRuns(db, 1, 0);
  const held = await listHeldRuns(db);
  const view = {
    shell: shell(call, fault === null ? 'Apply' : 'Error: Apply'),
    fault,
    held: held.map((run) => ({
      id: String(run.id),
      path: `/runs/${run.id}`,
      heldBecause: cleanText(run.heldBecause ?? ''),
    })),
    isNone: counts.total === 0,
    count: String(counts.total),
    fingerprint: counts.fingerprint,
    countText: countText(counts.total),
    countWords: counted(counts.total, 'recommendation'),
    blast: blastWords(counts, newest?.reachableContacts ?? 0),
    reasons: all.byReason.map((one) => ({
      label: REASON_WORDS[one.reason].label,
      meaning: null,
      path: `/apply?reason=${one.reason}`,
      isHere: filter.reason === one.reason,
      count: countText(one.recommendations),
      takesOut: countText(one.takesOut),
      saving: savingsText(one.savings),
      risk: riskText(one),
    })),
    reason: filter.reason ?? '',
    reasonWords: filter.reason === undefined ? null : REASON_WORDS[filter.reason].label,
    allPath: '/apply',
    lookPath: listPath({ filter, size: 25, page: 1, order: 'id' }),
    startPath: '/recommendations',
    isLarge: call.form.text('large') === 'yes',
    applyPath: '/apply',
  };
  return page(pages.render('apply', view), fault === null ? 200 : 409);
}

function blastWords(counts: RecommendationCounts, reachable: number): string {
  const out = counts.byReason.reduce((total, { takesOut }) => total + takesOut, 0);
  if (out === 0) return 'Nobody is taken out of sending by it.';
  if (reachable === 0) return `${counted(out, 'contact is', 'contacts are')} taken out of sending.`;
  return `${counted(out, 'contact is', 'contacts are')} taken out of sending, ${shareText(out / reachable)} of the ${countText(reachable)} that can be reached.`;
}
