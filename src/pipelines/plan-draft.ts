import type { RunOptions } from '../core/runs/run-options.ts';
import { type CalendarRule, parseRule } from '../core/time/calendar-rule.ts';
import { decideCatchUp } from '../core/time/catch-up.ts';
import { type Fire, nextFire, nextFires, occurrenceKey } from '../core/time/fires.ts';
import { windowOf } from '../core/time/window-kinds.ts';
import type { NewRun } from '../store/runs-insert.ts';
import type { Schedule, Watermark } from '../store/schedules.ts';

/** What planning a schedule would write. */
export type PlanDraft = {
  readonly schedule: Schedule;
  readonly watermark: Watermark;
  readonly runs: readonly NewRun[];
};

/** Occurrences looked at in one transaction; a rule of every minute after a month of downtime takes several. */
const BATCH = 2_000;
/** Share of the time until the deadline that a run may wait for a source that is behind (judgement). */
const WAITING_SHARE = 0.25;

/** Throws when the rule or the zone is not known to this program. */
export function draftPlan(schedule: Schedule, now: Temporal.Instant, tzdb: string): PlanDraft {
  const { fires, watermark } = takeDue(schedule, now);
  const runs = decideCatchUp(fires.all, schedule.catchUp, now)
    .slice(0, fires.taken)
    .map(({ due, skip }) => newRun(schedule, due, skip, now, tzdb));
  return { schedule, watermark, runs };
}

/** For a schedule that is new or resumed: nothing before `now` is missed. */
export function watermarkAt(rule: string, timezone: string, now: Temporal.Instant): Watermark {
  return watermarkOf(parseRule(rule), timezone, now);
}

function watermarkOf(rule: CalendarRule, timezone: string, now: Temporal.Instant): Watermark {
  return { plannedUntil: now, nextDueAt: nextFire(rule, timezone, now)?.at ?? null };
}

type Due = {
  readonly fires: { readonly all: readonly Fire[]; readonly taken: number };
  readonly watermark: Watermark;
};

function takeDue(schedule: Schedule, now: Temporal.Instant): Due {
  const { timezone, plannedUntil, catchUp } = schedule;
  const rule = parseRule(schedule.rule);
  const all = nextFires(rule, timezone, plannedUntil, BATCH + 1, now);
  if (all.length <= BATCH) {
    return { fires: { all, taken: all.length }, watermark: watermarkOf(rule, timezone, now) };
  }
  // the ones beyond are newer than any that catch-up would keep; they follow in the next transaction
  const taken = BATCH - catchUp.limit;
  const last = all[taken - 1]?.at ?? plannedUntil;
  return { fires: { all, taken }, watermark: { plannedUntil: last, nextDueAt: all[taken]?.at ?? null } };
}

function newRun(
  schedule: Schedule,
  fire: Fire,
  skip: string | null,
  now: Temporal.Instant,
  tzdb: string,
): NewRun {
  return {
    scheduleId: schedule.id,
    requestId: null,
    occurrence: occurrenceKey(fire, schedule.timezone),
    report: schedule.report,
    title: schedule.title,
    window: windowOf(schedule.windowKind, fire, schedule.timezone),
    windowKind: schedule.windowKind,
    tzdb,
    options: optionsOf(schedule),
    dueAt: fire.at,
    deadlineAt: now.add({ seconds: schedule.deadlineS }),
    skip,
  };
}

function optionsOf(schedule: Schedule): RunOptions {
  return {
    v: 1,
    variant: schedule.variant,
    onlyIf: schedule.onlyIf,
    heartbeat: schedule.heartbeat,
    brands: schedule.brands,
    tags: schedule.tags,
    campaignIds: schedule.campaignIds,
    segmentIds: schedule.segmentIds,
    recipients: schedule.recipients,
    formats: schedule.formats,
    locale: schedule.locale,
    recipientLocales: schedule.recipientLocales,
    marks: [],
    // whoever owns it can answer for it
    replyTo: schedule.replyTo ?? schedule.owner,
    ambiguousPolicy: schedule.ambiguousPolicy,
    staleAfterS: schedule.staleAfterS,
    waitS: Math.floor(schedule.deadlineS * WAITING_SHARE),
    schedule: { key: schedule.key, rule: schedule.rule },
    resendOf: null,
  };
}
