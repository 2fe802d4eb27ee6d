import { Failure } from '../../core/failure.ts';
import { askSchedule } from '../../pipelines/ask-schedule.ts';
import { manageSchedule } from '../../pipelines/manage-schedules.ts';
import { composePreview } from '../../pipelines/preview-report.ts';
import { sendTest } from '../../pipelines/send-test.ts';
import { writeAudit } from '../../store/audit.ts';
import { retriedTransaction } from '../../store/retried-transaction.ts';
import { createRateLimit } from '../rate-limit.ts';
import { cleanText } from './figures.ts';
import { ownSchedule } from './own-reports.ts';
import { type PageAnswer, redirect } from './page-answer.ts';
import { badState, PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { enterPreview } from './preview-door.ts';

const DONE = {
  pause: 'is paused: what was due still goes out, nothing after.',
  resume: 'goes on from now; the pause has missed nothing.',
} as const;

/** POST: the same as on the command line, and noted in the audit trail in the same transaction. */
export function switchSchedule(action: 'pause' | 'resume'): (call: SignedInCall) => Promise<PageAnswer> {
  return async (call) => {
    const { needs, viewer, now } = call;
    const schedule = await ownSchedule(call);
    if (schedule === null) return PAGE_REFUSALS.noSchedule;
    const { tzdb } = needs.reports.request;
    await manageSchedule({ db: needs.db, now, tzdb, actor: viewer.actor }, action, schedule.key);
    return redirect(`/schedules/${schedule.key}`, {
      tone: 'good',
      text: `Schedule ${schedule.key} ${DONE[action]}`,
    });
  };
}

/** Of one person. */
const TESTS_PER_MINUTE = 4;
const limit = createRateLimit();

/** POST: the report as if it were due now, marked [TEST], to whoever is signed in and to nobody else. */
export async function takeTest(call: SignedInCall): Promise<PageAnswer> {
  const { needs, viewer, now } = call;
  const schedule = await ownSchedule(call);
  if (schedule === null) return PAGE_REFUSALS.noSchedule;
  const { mail, preview, sendHours } = needs.reports;
  if (mail === null) return badState('No mail server is known here: whoever runs the pages sets SMTP_URL.');
  const to = viewer.email;
  if (to === null) return badState('Your e-mail address is not known: an admin sets it under Users.');
  if (!limit.allows(viewer.actor, TESTS_PER_MINUTE, performance.now())) return PAGE_REFUSALS.tooOften;
  const path = `/schedules/${schedule.key}`;
  return enterPreview(async () => {
    const model = await composePreview(preview, { ...askSchedule(schedule, now, to), sendHours });
    const fault = await faultOf(sendTest(mail, model, to, now));
    const detail = { to, outcome: fault ?? 'sent' };
    const entry = { actor: viewer.actor, action: 'schedule-test', object: schedule.key, detail };
    await retriedTransaction(needs.db, async (trx) => void (await writeAudit(trx, entry, now)));
    return redirect(
      path,
      fault === null
        ? { tone: 'good', text: `A test of ${schedule.key} went to ${to}, and to nobody else.` }
        : { tone: 'bad', text: fault },
    );
  });
}

/** What the mail server or the switch of all mails had against it; null = nothing. */
async function faultOf(sending: Promise<unknown>): Promise<string | null> {
  try {
    await sending;
    return null;
  } catch (error) {
    if (error instanceof Failure && TOLD.has(error.code)) return cleanText(error.message);
    throw error;
  }
}

const TOLD: ReadonlySet<string> = new Set(['mail-refused', 'smtp-unreachable', 'bad-state', 'bad-input']);
