import { maskPhonesIn } from '../../core/phone-number.ts';
import { mayDo } from '../../core/web-role.ts';
import { findCleaningRun, listCleaningRuns, type SeenRun } from '../../store/cleaning/cleaning-runs.ts';
import { releaseRun } from '../../store/cleaning/runs.ts';
import { retriedTransaction } from '../../store/retried-transaction.ts';
import { LONGEST_REASON } from './decision-form.ts';
import { breachWords, cleanText, counted, countText, shareText } from './figures.ts';
import { wholeNumber } from './list-query.ts';
import { moment, momentOrNull } from './moment.ts';
import { type PageAnswer, page, redirect } from './page-answer.ts';
import { badField, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { pagerView, readPage } from './pager.ts';
import { shell } from './shell.ts';
import { personOf } from './state-words.ts';

const SIZE = 50;
const MOST_CELLS = 50;

export async function showRuns(call: SignedInCall): Promise<PageAnswer> {
  const at = readPage(call.query);
  if (at === null) return badField('page: must be a whole number from 1.');
  const { db, pages } = call.needs;
  const runs = await listCleaningRuns(db, SIZE + 1, (at - 1) * SIZE);
  return page(
    pages.render('runs', {
      shell: shell(call, 'Searches'),
      runs: runs.slice(0, SIZE).map(runView),
      pager: pagerView('/runs', at, runs.length > SIZE),
    }),
  );
}

export async function showRun(call: SignedInCall): Promise<PageAnswer> {
  const run = await runOf(call);
  if (run === null) return PAGE_REFUSALS.notFound;
  const { pages } = call.needs;
  return page(
    pages.render('run', {
      ...runView(run),
      shell: shell(call, `Search ${run.id}`),
      canRelease: ['held', 'open'].includes(run.state) && mayDo(call.viewer.role, 'apply'),
      releasePath: `/runs/${run.id}/release`,
      mustType: String(run.wouldSuppress),
      settings: pairsOf(run.settings),
      allPath: '/runs',
      excluded: linesOf(run.excludedCells),
      library: run.phoneLibrary,
      rulesVersion: String(run.rulesVersion),
    }),
  );
}

/** POST: the number of contacts has to be typed, as the page shows it. */
export async function takeRelease(call: SignedInCall): Promise<PageAnswer> {
  const run = await runOf(call);
  if (run === null) return PAGE_REFUSALS.notFound;
  const typed = call.form.text('typed').replace(/[\s,.]/g, '');
  if (typed !== String(run.wouldSuppress))
    return badField(`typed: must be ${run.wouldSuppress}, the number of contacts the search would take out.`);
  const note = call.form.text('reason').trim();
  if (note.length > LONGEST_REASON)
    return badField(
      `reason: has ${note.length} characters; at most ${LONGEST_REASON} are kept.`,
      'field-length',
    );
  const { actor } = call.viewer;
  await retriedTransaction(call.needs.db, (trx) =>
    releaseRun(trx, run.id, { actor, note: note === '' ? null : maskPhonesIn(note), at: call.now }),
  );
  return redirect(`/runs/${run.id}`, { tone: 'good', text: `Search ${run.id} is released.` });
}

async function runOf(call: SignedInCall): Promise<SeenRun | null> {
  const id = wholeNumber(call.params['id'] ?? '', 4_294_967_295);
  return id === null ? null : findCleaningRun(call.needs.db, id);
}

function runView(run: SeenRun): object {
  return {
    id: String(run.id),
    path: `/runs/${run.id}`,
    listPath: `/recommendations?run=${run.id}`,
    state: STATES[run.state] ?? run.state,
    isHeld: run.state === 'held',
    heldBecause: run.heldBecause === null ? null : cleanText(run.heldBecause),
    asOf: moment(run.asOf),
    finished: momentOrNull(run.finishedAt),
    released:
      run.releasedAt === null || run.releasedBy === null
        ? null
        : { ...moment(run.releasedAt), by: cleanText(personOf(run.releasedBy)) },
    proposed: countText(run.proposed),
    withdrawn: countText(run.withdrawn),
    breach: breachWords(run),
    wouldSuppress: countText(run.wouldSuppress),
    reachable: countText(run.reachableContacts),
    blast:
      run.reachableContacts === 0
        ? null
        : `${counted(run.wouldSuppress, 'contact')} of ${countText(run.reachableContacts)} that can be reached, ${shareText(run.wouldSuppress / run.reachableContacts)}`,
  };
}

const STATES: Readonly<Record<string, string>> = {
  running: 'Under way',
  open: 'Open',
  held: 'Held: a person has to release it',
  released: 'Released',
  failed: 'Failed',
};

function pairsOf(value: unknown): readonly { readonly name: string; readonly value: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, one]) => ({
    name,
    value: typeof one === 'object' ? JSON.stringify(one) : String(one),
  }));
}

/** Written by the search, each with a sentence that says why. */
function linesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const lines = value.slice(0, MOST_CELLS).map((one) => cleanText(maskPhonesIn(whyOf(one))));
  const more = value.length - lines.length;
  return more === 0 ? lines : [...lines, `and ${countText(more)} more`];
}

function whyOf(cell: unknown): string {
  const why = typeof cell === 'object' && cell !== null && 'why' in cell ? cell.why : cell;
  return typeof why === 'string' ? why : pairsOf(cell).map(wordsOf).join(' · ');
}

function wordsOf({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${name}: ${value}`;
}
