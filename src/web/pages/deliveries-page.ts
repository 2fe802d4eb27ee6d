import { maskPhonesIn } from '../../core/phone-number.ts';
import type { WebRole } from '../../core/web-role.ts';
import {
  type Attempt,
  countDispatchesOf,
  type Delivery,
  listAttempts,
  listDeliveries,
} from '../../store/report-history.ts';
import { cleanText, counted } from './figures.ts';
import { momentOrNull } from './moment.ts';
import { ownRun } from './own-reports.ts';
import { type PageAnswer, page } from './page-answer.ts';
import { badField, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { pagerView, readPage } from './pager.ts';
import { DELIVERY_WORDS, runView } from './run-view.ts';
import { shell } from './shell.ts';
import { shownAddress, shownAnswer } from './shown-address.ts';

const SIZE = 100;

/** GET: each mail of a run, and each try of it. */
export async function showDeliveries(call: SignedInCall): Promise<PageAnswer> {
  const { needs, query, viewer } = call;
  const run = await ownRun(call);
  if (run === null) return PAGE_REFUSALS.noRun;
  const at = readPage(query);
  if (at === null) return badField('page: must be a whole number from 1.');
  const found = await listDeliveries(needs.db, run.id, { limit: SIZE + 1, offset: (at - 1) * SIZE });
  const shown = found.slice(0, SIZE);
  const attempts = Map.groupBy(
    await listAttempts(
      needs.db,
      shown.map(({ id }) => id),
    ),
    ({ dispatchId }) => dispatchId,
  );
  const dispatches = await countDispatchesOf(needs.db, [run.id]);
  return page(
    needs.pages.render('deliveries', {
      ...runView(run, dispatches.get(run.id), viewer.role),
      shell: shell(call, `Mails of report ${run.id}`),
      mails: shown.map((one) => mailView(one, attempts.get(one.id) ?? [], viewer.role)),
      pager: pagerView(`/reports/runs/${run.id}/deliveries`, at, found.length > SIZE),
    }),
  );
}

function mailView(mail: Delivery, attempts: readonly Attempt[], role: WebRole): object {
  const waits = mail.state === 'queued' && mail.attempts > 0;
  return {
    to: shownAddress(role, mail.recipient),
    state: DELIVERY_WORDS[mail.state] ?? cleanText(mail.state),
    isBad: mail.state === 'failed' || mail.state === 'held',
    sent: momentOrNull(mail.sentAt),
    queued: momentOrNull(mail.queuedAt),
    next: waits ? momentOrNull(mail.nextAttemptAt) : null,
    size: sizeText(mail.mailBytes),
    attemptWords: counted(mail.attempts, 'try', 'tries'),
    ambiguous:
      mail.ambiguousAttempts === 0
        ? null
        : `${counted(mail.ambiguousAttempts, 'try', 'tries')} of which nobody knows the outcome`,
    reason: said(mail.reason, role),
    attempts: attempts.map((attempt) => attemptView(attempt, role)),
  };
}

function attemptView(attempt: Attempt, role: WebRole): object {
  const answer = [attempt.smtpCode === null ? '' : String(attempt.smtpCode), attempt.smtpText ?? ''];
  return {
    started: momentOrNull(attempt.startedAt),
    finished: momentOrNull(attempt.finishedAt),
    outcome: OUTCOMES[attempt.outcome ?? ''] ?? 'under way',
    how:
      attempt.bodyStartedAt === null
        ? 'before the text of the mail began'
        : 'after the text of the mail began',
    answer: said(answer.filter(Boolean).join(' '), role),
  };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  sent: 'sent',
  temporary: 'not now, said the mail server',
  permanent: 'refused for good',
  ambiguous: 'nobody knows whether it arrived',
  withheld: 'held back by us',
  crashed: 'the worker ended meanwhile',
};

/** null = nothing */
function said(text: string | null, role: WebRole): string | null {
  return text === null || text === '' ? null : cleanText(maskPhonesIn(shownAnswer(role, text)));
}

function sizeText(bytes: number): string {
  return bytes === 0 ? 'no mail' : `${Math.max(1, Math.round(bytes / 1_000))} kB`;
}
