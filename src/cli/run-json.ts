import { recipientLocale } from '../core/runs/recipient-locale.ts';
import type { DispatchRecord } from '../store/dispatches.ts';
import type { Run } from '../store/runs.ts';

/** A run as `--json` shows it; the keys are documented and stay. */
export function runJson(run: Run, dispatches?: readonly DispatchRecord[]): Readonly<Record<string, unknown>> {
  return {
    id: String(run.id),
    state: run.state,
    reason: run.reason,
    watch: run.watch,
    variant: run.options.variant,
    brands: run.options.brands,
    tags: run.options.tags,
    report: run.report,
    title: run.title,
    subject: run.subject,
    schedule: run.options.schedule?.key ?? null,
    occurrence: run.occurrence,
    window: {
      kind: run.windowKind,
      from: run.window.from.toString(),
      to: run.window.to.toString(),
      timezone: run.window.timezone,
    },
    tzdb: run.tzdb,
    due_at: run.dueAt.toString(),
    deadline_at: run.deadlineAt.toString(),
    next_attempt_at: run.nextAttemptAt.toString(),
    attempt: run.attempt,
    as_of: run.asOf?.toString() ?? null,
    created_at: run.createdAt.toString(),
    finished_at: run.finishedAt?.toString() ?? null,
    recipients: run.options.recipients,
    locale: run.options.locale,
    recipient_locales: run.options.recipientLocales,
    ...(dispatches === undefined ? {} : { dispatches: dispatchesJson(run, dispatches) }),
  };
}

function dispatchesJson({ options }: Run, dispatches: readonly DispatchRecord[]): readonly unknown[] {
  const localeOf = recipientLocale(options);
  return dispatches.map((dispatch) => ({
    id: String(dispatch.id),
    recipient: dispatch.recipient,
    locale: localeOf(dispatch.recipient),
    state: dispatch.state,
    reason: dispatch.reason,
    attempt: dispatch.attempt,
    ambiguous_attempts: dispatch.ambiguousAttempts,
    message_id: dispatch.messageId,
    bytes: dispatch.mailBytes,
    sent_at: dispatch.sentAt?.toString() ?? null,
  }));
}
