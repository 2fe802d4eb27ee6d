import { mayDo } from '../../core/web-role.ts';
import type { Decision } from '../../pipelines/decide-recommendations.ts';
import { revealNumber } from '../../pipelines/reveal-number.ts';
import { type RecommendationDetail, showRecommendation } from '../../store/cleaning/recommendations.ts';
import { auditOfRecommendation } from '../../store/read-audit.ts';
import { decide } from './decide-page.ts';
import { readDecision } from './decision-form.ts';
import { listPath, readListQuery, wholeNumber } from './list-query.ts';
import { numberView } from './number-view.ts';
import { isRefusal, type Page, type PageAnswer, type PageRefusal, page, redirect } from './page-answer.ts';
import { badField, badState, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { shell } from './shell.ts';

const MOST_HISTORY = 100;

export async function showNumberPage(call: SignedInCall): Promise<PageAnswer> {
  const found = await findOne(call);
  return isRefusal(found) ? found : numberPage(call, found, null);
}

/** POST, because it is noted; the answer itself is the page, so that the number is kept nowhere. */
export async function revealNumberPage(call: SignedInCall): Promise<PageAnswer> {
  const found = await findOne(call);
  if (isRefusal(found)) return found;
  const number = await revealNumber(
    { db: call.needs.db, secretKey: call.needs.phoneKey },
    found.id,
    call.viewer.actor,
    call.now,
  );
  return numberPage(call, found, number);
}

/** POST /recommendations/:id/approve and its brothers. */
export function decideOne(decision: Decision): (call: SignedInCall) => Promise<PageAnswer> {
  return async (call) => {
    const found = await findOne(call);
    if (isRefusal(found)) return found;
    const asked = readDecision(call.form, decision);
    if (isRefusal(asked)) return asked;
    const version = wholeNumber(call.form.text('version'), 4_294_967_295);
    if (version === null) return badField('version: is missing; open the page of the number again.');
    const flash = await decide(call, { ids: [{ id: found.id, version }] }, asked);
    if (flash.tone === 'good') return redirect(ownPath(call, found.id), flash);
    const now = await findOne(call);
    if (isRefusal(now)) return now;
    const told = await numberPage({ ...call, flash }, now, null);
    return { ...badState(flash.text), html: told.html };
  };
}

async function findOne(call: SignedInCall): Promise<RecommendationDetail | PageRefusal> {
  const id = wholeNumber(call.params['id'] ?? '', Number.MAX_SAFE_INTEGER);
  const found = id === null ? null : await showRecommendation(call.needs.db, id);
  return found ?? PAGE_REFUSALS.noRecommendation;
}

async function numberPage(
  call: SignedInCall,
  one: RecommendationDetail,
  number: string | null,
): Promise<Page> {
  const { db, pages } = call.needs;
  const history = await auditOfRecommendation(db, one.id, MOST_HISTORY);
  const title = one.phoneMasked ?? 'No readable number';
  return page(
    pages.render('number', {
      ...numberView(one, history, call.now),
      shell: shell(call, title),
      number,
      canDecide: mayDo(call.viewer.role, 'decide'),
      backPath: backPath(call),
      inList: listText(call),
      revealPath: `/recommendations/${one.id}/show-number`,
    }),
  );
}

/** The list the reader came from, as text of a query; of a form the field `in`. */
function listText(call: SignedInCall): string {
  const text = call.form.text('in') || (call.query.get('in') ?? '');
  return isRefusal(readListQuery(new URLSearchParams(text))) ? '' : text.slice(0, 500);
}

function backPath(call: SignedInCall): string {
  const query = readListQuery(new URLSearchParams(listText(call)));
  return isRefusal(query) ? '/recommendations' : listPath(query, query.page);
}

function ownPath(call: SignedInCall, id: number): string {
  const text = listText(call);
  return `/recommendations/${id}${text === '' ? '' : `?in=${encodeURIComponent(text)}`}`;
}
