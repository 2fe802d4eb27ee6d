import { decideRecommendations } from '../../pipelines/decide-recommendations.ts';
import type { Choice, SeenRecommendation } from '../../store/cleaning/choose-recommendations.ts';
import { countRecommendations } from '../../store/cleaning/count-recommendations.ts';
import { confirmPage, MOST_UNTYPED } from './confirm-page.ts';
import { decisionFlash } from './conflict-words.ts';
import { type AskedDecision, readDecision } from './decision-form.ts';
import { countText } from './figures.ts';
import type { Flash } from './flash.ts';
import { type ListQuery, listPath, readListQuery, wholeNumber } from './list-query.ts';
import { isRefusal, type PageAnswer, type PageRefusal, redirect } from './page-answer.ts';
import { badField, badState } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import type { Form } from './read-form.ts';

const MOST_PICKED = 500;

/** POST: of the selection, or of everything the filter holds. Many are asked about once more before anything changes. */
export async function decideChosen(call: SignedInCall): Promise<PageAnswer> {
  const { form } = call;
  const query = readListQuery(new URLSearchParams(form.text('query')));
  if (isRefusal(query)) return query;
  // Enter on a box presses the first button there is, which is hidden and decides nothing
  if (form.text('decision') === 'none') return redirect(listPath(query, query.page), NOTHING_PRESSED);
  const asked = readDecision(form);
  if (isRefusal(asked)) return asked;
  const picked = readPicks(form);
  if (isRefusal(picked)) return picked;
  if (form.text('scope') === 'filter') return decideWhole(call, query, asked);
  if (picked.length === 0) return redirect(listPath(query, query.page), NOTHING_PICKED);
  const count = picked.length;
  const unconfirmed = await confirmed(call, {
    query,
    count,
    fingerprint: null,
    asked,
    picks: form.all('pick'),
  });
  if (unconfirmed !== null) return unconfirmed;
  return redirect(listPath(query), await decide(call, { ids: picked }, asked));
}

const NOTHING_PRESSED: Flash = {
  tone: 'bad',
  text: 'Nothing was decided. Tick the boxes, then press Approve, Reject or Snooze.',
};

const NOTHING_PICKED: Flash = {
  tone: 'bad',
  text: 'Nothing was selected, so nothing was changed. Tick the boxes in front of the numbers first.',
};

async function decideWhole(call: SignedInCall, query: ListQuery, asked: AskedDecision): Promise<PageAnswer> {
  const { total: count, fingerprint } = await countRecommendations(call.needs.db, query.filter);
  const seen = call.form.text('count');
  if (seen !== String(count))
    return badState(
      `The list has changed: it held ${seen.slice(0, 12) || 'an unknown number'} when you looked and holds ${count} now. Go back and look again.`,
    );
  const looked = call.form.text('fingerprint');
  const unconfirmed = await confirmed(call, { query, count, fingerprint: looked, asked, picks: [] });
  if (unconfirmed !== null) return unconfirmed;
  if (looked !== fingerprint)
    return badState(
      `The list has changed: it holds ${count} as when you looked, but not the same ones, or of some the evidence is another. Go back and look again.`,
    );
  return redirect(listPath(query), await decide(call, { filter: query.filter, fingerprint }, asked));
}

/** null = few, or their number was typed; else the page that asks for it. */
async function confirmed(
  call: SignedInCall,
  asked: Omit<Parameters<typeof confirmPage>[1], 'fault'>,
): Promise<PageAnswer | null> {
  const typed = call.form.text('typed').replace(/[\s,.]/g, '');
  if (asked.count <= MOST_UNTYPED || typed === String(asked.count)) return null;
  const fault =
    typed === '' ? null : `You typed ${typed.slice(0, 12)}; the number is ${countText(asked.count)}.`;
  return confirmPage(call, { ...asked, fault });
}

export async function decide(call: SignedInCall, choice: Choice, { decision, reason, days }: AskedDecision) {
  const { needs, viewer, now } = call;
  const result = await decideRecommendations(
    { db: needs.db, fourEyes: needs.fourEyes },
    {
      choice,
      decision,
      actor: viewer.actor,
      note: reason,
      ...(decision === 'snooze' ? { until: now.add({ hours: days * 24 }) } : {}),
      at: now,
    },
  );
  return decisionFlash(decision, result);
}

/** `12:3` = recommendation 12 as it was in its version 3. */
function readPicks(form: Form): readonly SeenRecommendation[] | PageRefusal {
  const picks = form.all('pick').map((pick) => pick.split(':'));
  if (picks.length > MOST_PICKED) return badField(`pick: at most ${MOST_PICKED} at once.`);
  const seen = picks.map(([id = '', version = '']) => ({
    id: wholeNumber(id, Number.MAX_SAFE_INTEGER),
    version: wholeNumber(version, 4_294_967_295),
  }));
  const good = seen.flatMap(({ id, version }) => (id === null || version === null ? [] : [{ id, version }]));
  if (good.length !== seen.length || picks.some((parts) => parts.length !== 2))
    return badField('pick: must be number:version, as the list writes it.');
  if (new Set(good.map(({ id }) => id)).size !== good.length)
    return badField('pick: names a recommendation twice.');
  return good;
}
