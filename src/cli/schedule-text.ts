import { recipientsText } from '../core/runs/recipient-locale.ts';
import { describeRule, parseRule } from '../core/time/calendar-rule.ts';
import type { SchedulePlan } from '../pipelines/apply-schedules.ts';
import type { Upcoming } from '../pipelines/upcoming-schedules.ts';
import type { ScheduleBeat } from '../store/schedule-beats.ts';
import type { Schedule } from '../store/schedules.ts';

/** What `schedules apply` is about to do, for a person. */
export function planText(plan: SchedulePlan): string {
  const { changes, allow, kept, goals, people } = plan;
  const lines = changes.flatMap(({ key, kind, differences, nextDueAt }) => {
    if (kind === 'same') return [`  ${key}: no change`];
    const sign = kind === 'create' ? '+' : '~';
    const due = nextDueAt === null ? 'never' : nextDueAt.toString();
    return [`${sign} ${key}: next due ${due}`, ...differences.map((difference) => `    ${difference}`)];
  });
  const allowed = allow.map((pattern) => `+ allow ${pattern}`);
  const rest = kept.map((key) => `  ${key}: not in the file, stays (schedules remove ${key})`);
  const blocks = [...(people?.lines ?? []), ...(goals?.lines ?? [])];
  const notes = plan.notes.map((note) => `  note: ${note}`);
  return [...lines, ...allowed, ...blocks, ...rest, ...notes].map((line) => `${line}\n`).join('');
}

export function hasChanges({ changes, allow, goals, people }: SchedulePlan): boolean {
  const blocks = (goals?.lines.length ?? 0) + (people?.lines.length ?? 0);
  return allow.length + blocks > 0 || changes.some(({ kind }) => kind !== 'same');
}

/** A schedule as `--json` shows it; the keys are documented and stay. */
export function scheduleJson(
  schedule: Schedule,
  beat: ScheduleBeat | null,
): Readonly<Record<string, unknown>> {
  return {
    key: schedule.key,
    report: schedule.report,
    title: schedule.title,
    when: schedule.rule,
    timezone: schedule.timezone,
    window: schedule.windowKind,
    state: schedule.pausedAt === null ? 'active' : 'paused',
    next_due_at: schedule.pausedAt === null ? (schedule.nextDueAt?.toString() ?? null) : null,
    last_sent_at: beat?.sentAt?.toString() ?? null,
    late_since: beat?.lateSince?.toString() ?? null,
    planned_until: schedule.plannedUntil.toString(),
    recipients: schedule.recipients,
    recipient_locales: schedule.recipientLocales,
    variant: schedule.variant,
    only_if: schedule.onlyIf,
    heartbeat: schedule.heartbeat,
    brands: schedule.brands,
    tags: schedule.tags,
    campaigns: schedule.campaignIds,
    segments: schedule.segmentIds,
    formats: schedule.formats,
    locale: schedule.locale,
    reply_to: schedule.replyTo,
    owner: schedule.owner,
    catch_up: schedule.catchUp.policy,
    catch_up_limit: schedule.catchUp.limit,
    ambiguous: schedule.ambiguousPolicy,
    deadline_s: schedule.deadlineS,
    stale_after_s: schedule.staleAfterS,
  };
}

export function scheduleRow(schedule: Schedule, beat: ScheduleBeat | null): readonly string[] {
  const next = schedule.pausedAt !== null ? 'paused' : localText(schedule.nextDueAt, schedule.timezone);
  const rule = `${describeRule(parseRule(schedule.rule))} ${schedule.timezone}`;
  const late = beat?.lateSince ?? null;
  const state = late === null ? '' : `late since ${localText(late, schedule.timezone)}`;
  return [schedule.key, schedule.windowKind, rule, next, state, recipientsText(schedule)];
}

export function upcomingRow({ key, at, window }: Upcoming): readonly string[] {
  const local = (one: Temporal.Instant): string => localText(one, window.timezone);
  return [
    at.toString(),
    `${local(at)} ${window.timezone}`,
    key,
    `${local(window.from)} to ${local(window.to)}`,
  ];
}

export function upcomingJson({ key, at, window }: Upcoming): Readonly<Record<string, unknown>> {
  return {
    schedule: key,
    due_at: at.toString(),
    due_local: at
      .toZonedDateTimeISO(window.timezone)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
    timezone: window.timezone,
    window_from: window.from.toString(),
    window_to: window.to.toString(),
  };
}

function localText(at: Temporal.Instant | null, timezone: string): string {
  if (at === null) return 'never';
  const local = at.toZonedDateTimeISO(timezone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}
