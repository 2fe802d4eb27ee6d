import { findLeaving, type Leaving, leaveReport } from '../../pipelines/leave-report.ts';
import { createRateLimit } from '../rate-limit.ts';
import { wordsOf } from './mail-words.ts';
import { type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { PageCall } from './page-route.ts';
import { shell } from './shell.ts';

export const LEAVE_FIELDS = { one: ['List-Unsubscribe', 'leave'] } as const;

/** Of all callers: scanners of a mail to many open the link many times at once. */
const PER_MINUTE = 3_000;
const limit = createRateLimit();

/** GET, of whoever holds the link of a mail: shows a button and changes nothing, since scanners open every link. */
export async function showLeave(call: PageCall): Promise<PageAnswer> {
  if (!isAllowed()) return PAGE_REFUSALS.tooOften;
  const leaving = await findLeaving(call.needs, tokenOf(call));
  return leaving === null ? PAGE_REFUSALS.badLeaveLink : show(call, leaving);
}

/** POST, by the button or by the mail program: the link proves who it is, so no sign-in and no other token. */
export async function takeLeave(call: PageCall): Promise<PageAnswer> {
  if (!isAllowed()) return PAGE_REFUSALS.tooOften;
  const isOneClick = call.form.text('List-Unsubscribe') === 'One-Click';
  if (!isOneClick && call.form.text('leave') !== 'yes') return PAGE_REFUSALS.badForm;
  const way = isOneClick ? 'one-click' : 'page';
  const leaving = await leaveReport(call.needs, tokenOf(call), way, call.now);
  // no redirect: mail programs do not follow one (RFC 8058, 3.1)
  return leaving === null ? PAGE_REFUSALS.badLeaveLink : show(call, leaving);
}

function isAllowed(): boolean {
  return limit.allows('leave', PER_MINUTE, performance.now());
}

function tokenOf({ params }: PageCall): string {
  return params['token'] ?? '';
}

/** In the language of the mails its reader got, whoever opens it. */
function show(call: PageCall, { title, recipient, hasLeft, locale }: Leaving): PageAnswer {
  const { needs, here } = call;
  const words = wordsOf(needs, locale);
  const head = words.say(hasLeft ? 'You have left this report' : 'Leave this report');
  return page(
    needs.pages.render(
      'leave',
      {
        shell: shell({ needs, viewer: null, flash: null, here }, head, words),
        head,
        title: words.text(title),
        recipient: words.text(recipient),
        hasLeft,
        leavePath: `/unsubscribe/${tokenOf(call)}`,
      },
      words,
    ),
  );
}
