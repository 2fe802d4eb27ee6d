import { maskPhonesIn } from '../../core/phone-number.ts';
import { REPORTS } from '../../core/reports/catalogue.ts';
import type { WindowLabel } from '../../core/reports/report-model.ts';
import type { RunState } from '../../core/runs/run-state.ts';
import type { Window } from '../../core/time/window.ts';
import type { WebRole } from '../../core/web-role.ts';
import { createFormatter } from '../../render/format.ts';
import type { DispatchCounts } from '../../store/report-history.ts';
import type { Run } from '../../store/runs.ts';
import { cleanText, counted, countText } from './figures.ts';
import { moment, momentOrNull } from './moment.ts';
import { shownAnswer } from './shown-address.ts';

/** A run of a report as lists and its own page tell of it. */
export function runView(run: Run, dispatches: DispatchCounts | undefined, role: WebRole | null): object {
  const { schedule } = run.options;
  return {
    id: String(run.id),
    path: `/reports/runs/${run.id}`,
    title: cleanText(run.title),
    report: reportTitle(run.report),
    schedule: schedule === null ? null : { key: schedule.key, path: `/schedules/${schedule.key}` },
    window: windowText(run.window),
    timezone: run.window.timezone,
    state: RUN_WORDS[run.state],
    isBad: run.state === 'failed' || run.state === 'done_with_failures',
    reason: run.reason === null ? null : cleanText(maskPhonesIn(shownAnswer(role, run.reason))),
    due: moment(run.dueAt),
    asOf: momentOrNull(run.asOf),
    finished: momentOrNull(run.finishedAt),
    attempts: countText(run.attempt),
    recipients: counted(recipientCount(run, dispatches), 'recipient'),
    deliveries: deliveryWords(dispatches),
    hasReport: run.asOf !== null,
  };
}

export const RUN_WORDS: Readonly<Record<RunState, string>> = {
  planned: 'Waits to be made',
  running: 'Is being made',
  rendered: 'Made, mails are going out',
  done: 'Done',
  done_with_failures: 'Done, but not all mails arrived',
  failed: 'Failed',
  skipped: 'Skipped',
};

export const DELIVERY_WORDS: Readonly<Record<string, string>> = {
  queued: 'waits',
  sending: 'is being sent',
  sent: 'sent',
  failed: 'failed',
  held: 'held: nobody knows whether it arrived',
};

export function windowText(window: Window): string {
  return createFormatter('en-GB', window.timezone).window(labelOf(window));
}

export function labelOf({ from, to, timezone }: Window): WindowLabel {
  return { from: from.toString(), to: to.toString(), timezone };
}

export function reportTitle(type: string): string {
  return REPORTS.find((one) => one.type === type)?.title ?? cleanText(type);
}

/** Mails count each of them; before there are mails, those who will get one. */
function recipientCount({ options }: Run, dispatches: DispatchCounts | undefined): number {
  if (dispatches === undefined) return options.recipients.length;
  return Object.values(dispatches).reduce((sum, n) => sum + n, 0);
}

/** "10 sent, 1 failed"; null = there is no mail */
export function deliveryWords(dispatches: DispatchCounts | undefined): string | null {
  if (dispatches === undefined) return null;
  const words = Object.entries(SHORT).flatMap(([state, word]) => {
    const n = dispatches[state] ?? 0;
    return n === 0 ? [] : [`${countText(n)} ${word}`];
  });
  return words.join(', ');
}

const SHORT = { sent: 'sent', sending: 'being sent', queued: 'waiting', held: 'held', failed: 'failed' };
