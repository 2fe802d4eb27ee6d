import { Failure } from '../core/failure.ts';
import type { Goal } from '../core/goals/goal.ts';
import { recipientsText } from '../core/runs/recipient-locale.ts';
import { describeRule, parseRule } from '../core/time/calendar-rule.ts';
import { nextFire } from '../core/time/fires.ts';
import type { SchedulesFile } from '../files/schedules-file.ts';
import { writeAudit } from '../store/audit.ts';
import { type BoundRecipient, replaceBoundRecipients } from '../store/bound-recipients.ts';
import type { Db } from '../store/connect.ts';
import { replaceGoals } from '../store/goals.ts';
import { allowRecipients, listAllowedRecipients } from '../store/recipients.ts';
import { isDuplicateKey } from '../store/retryable-error.ts';
import { findSchedule, listSchedules, type Schedule, type ScheduleContent } from '../store/schedules.ts';
import { insertSchedule, updateSchedule } from '../store/schedules-write.ts';
import { patternOf } from './allow-pattern.ts';
import { collectFaults } from './collect-faults.ts';
import { notesOfLeft } from './notes-of-left.ts';
import { notesOfNames } from './notes-of-names.ts';
import { watermarkAt } from './plan-draft.ts';
import { type BlockChange, planGoals } from './plan-goals.ts';
import { faultsOfBrands, planPeople, recipientKeys } from './plan-people.ts';
import { planUntilNow } from './plan-reports.ts';
import { contentOf } from './schedule-content.ts';

type ScheduleChange = {
  readonly key: string;
  readonly kind: 'create' | 'change' | 'same';
  readonly content: ScheduleContent;
  readonly before: Schedule | null;
  /** what differs, in words: `rule: daily at 08:00 -> daily at 09:00` */
  readonly differences: readonly string[];
  readonly nextDueAt: Temporal.Instant | null;
};

export type SchedulePlan = {
  readonly changes: readonly ScheduleChange[];
  /** patterns that are not on the allow-list yet */
  readonly allow: readonly string[];
  /** schedules in the database that the file does not name; they stay */
  readonly kept: readonly string[];
  /** null = the file has no such block, and nothing of it changes */
  readonly goals: BlockChange<Goal> | null;
  readonly people: BlockChange<BoundRecipient> | null;
  /** what is allowed, but perhaps not meant */
  readonly notes: readonly string[];
};

export type ApplyNeeds = { readonly db: Db; readonly now: Temporal.Instant; readonly tzdb: string };

/** Reads and compares, writes nothing. Throws one `bad-input` that names every problem, a line each. */
export async function planApply(needs: ApplyNeeds, file: SchedulesFile): Promise<SchedulePlan> {
  const problems: string[] = [];
  const contents = Object.entries(file.schedules).flatMap(([key, text]) =>
    collectFaults(problems, `schedules.${key}.`, () => contentOf(key, text)),
  );
  const patterns = file.allow.flatMap((entry, index) =>
    collectFaults(problems, '', () => patternOf(entry, `allow[${index}]`)),
  );
  const goals = await planGoals(needs.db, file.goals, problems);
  const people = await planPeople(needs.db, file.people, problems);
  const existing = await listSchedules(needs.db);
  if (problems.length === 0) problems.push(...(await faultsOfBrands(needs.db, people, contents, existing)));
  if (problems.length > 0) throw new Failure('bad-input', problems.join('\n'));
  const recipients = recipientKeys(contents);
  const known = new Set((await listAllowedRecipients(needs.db)).map(({ pattern }) => pattern));
  const changes: ScheduleChange[] = [];
  for (const content of contents) changes.push(await compare(needs, content));
  return {
    changes,
    goals,
    people,
    notes: [
      ...(await notesOfNames(needs.db, contents, people?.all ?? [])),
      ...(await notesOfLeft(needs.db, contents)),
    ],
    allow: [...new Set([...recipients, ...patterns])].filter((pattern) => !known.has(pattern)),
    kept: existing.map(({ key }) => key).filter((key) => !(key in file.schedules)),
  };
}

/**
 * All of the plan or nothing. What was due by the old rule is planned first, so that an edit loses no report.
 * Throws `bad-state` when somebody changed a schedule since the plan was made.
 */
export async function applyPlan(needs: ApplyNeeds, plan: SchedulePlan, actor: string): Promise<void> {
  const { db, now } = needs;
  await db.transaction(async (trx) => {
    await allowRecipients(trx, plan.allow, 'schedules.yaml', now);
    for (const change of plan.changes) {
      if (change.kind === 'same') continue;
      await applyChange({ ...needs, db: trx }, change);
      const action = change.kind === 'create' ? 'schedule-create' : 'schedule-change';
      await writeAudit(trx, { actor, action, object: change.key, detail: change.differences }, now);
    }
    for (const [block, change] of [
      ['goals', plan.goals],
      ['people', plan.people],
    ] as const) {
      if (change === null || change.lines.length === 0) continue;
      await writeAudit(
        trx,
        { actor, action: `${block}-change`, object: 'schedules.yaml', detail: change.lines },
        now,
      );
    }
    if (plan.goals !== null) await replaceGoals(trx, plan.goals.all, now);
    if (plan.people !== null) await replaceBoundRecipients(trx, plan.people.all, now);
    if (plan.allow.length > 0) {
      await writeAudit(
        trx,
        { actor, action: 'recipients-allow', object: 'schedules.yaml', detail: plan.allow },
        now,
      );
    }
  });
}

async function applyChange({ db, now, tzdb }: ApplyNeeds, change: ScheduleChange): Promise<void> {
  const { content, before } = change;
  const fresh = watermarkAt(content.rule, content.timezone, now);
  if (before === null) {
    await insertSchedule(db, content, fresh, now).catch((error: unknown) => {
      throw isDuplicateKey(error) ? changedMeanwhile(change.key) : error;
    });
    return;
  }
  const isActive = before.removedAt === null && before.pausedAt === null;
  if (isActive) await planUntilNow(db, before, now, tzdb);
  const current = await findSchedule(db, change.key);
  const isStale = current === null || current.version !== before.version;
  if (isStale || !(await updateSchedule(db, current, content, fresh, now))) {
    throw changedMeanwhile(change.key);
  }
}

function changedMeanwhile(key: string): Failure {
  return new Failure('bad-state', `schedule ${key} was changed meanwhile; look at the plan again`);
}

async function compare({ db, now }: ApplyNeeds, content: ScheduleContent): Promise<ScheduleChange> {
  const before = await findSchedule(db, content.key);
  const nextDueAt = nextFire(parseRule(content.rule), content.timezone, now)?.at ?? null;
  const change = { key: content.key, content, before, nextDueAt };
  if (before === null || before.removedAt !== null) {
    return { ...change, kind: 'create', differences: summaryOf(content) };
  }
  const differences = differencesOf(before, content);
  return { ...change, kind: differences.length === 0 ? 'same' : 'change', differences };
}

function summaryOf(content: ScheduleContent): readonly string[] {
  return [
    `${content.report} of ${content.windowKind}, ${describeRule(parseRule(content.rule))} ${content.timezone}`,
    `to ${recipientsText(content)}`,
  ];
}

function differencesOf(before: Schedule, content: ScheduleContent): readonly string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(content).flatMap(([field, value]) => {
    const [was, is] = [shown(old.get(field)), shown(value)];
    return was === is ? [] : [`${field}: ${was} -> ${is}`];
  });
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  if (typeof value === 'object') return Object.values(value).map(String).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
