import { Failure } from '../core/failure.ts';
import { parseLocale } from '../core/locale.ts';
import { recipientsText } from '../core/runs/recipient-locale.ts';
import { shownText } from '../core/shown-text.ts';
import { describeRule, parseRule } from '../core/time/calendar-rule.ts';
import { nextFire } from '../core/time/fires.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import type { SchedulesFile, ScheduleText } from '../files/schedules-file.ts';
import { parseAddress } from '../mail/address.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { allowRecipients, listAllowedRecipients } from '../store/recipients.ts';
import { isDuplicateKey } from '../store/retryable-error.ts';
import { findSchedule, listSchedules, type Schedule, type ScheduleContent } from '../store/schedules.ts';
import { insertSchedule, updateSchedule } from '../store/schedules-write.ts';
import { watermarkAt } from './plan-draft.ts';
import { planUntilNow } from './plan-reports.ts';
import { readRecipients } from './schedule-recipients.ts';

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
};

export type ApplyNeeds = { readonly db: Db; readonly now: Temporal.Instant; readonly tzdb: string };

const MOST_DAYS = 30;
const UNITS_S = { m: 60, h: 3_600, d: 86_400 } as const;

/** Reads and compares, writes nothing. Throws one `bad-input` that names every problem, a line each. */
export async function planApply(needs: ApplyNeeds, file: SchedulesFile): Promise<SchedulePlan> {
  const problems: string[] = [];
  const contents = Object.entries(file.schedules).flatMap(([key, text]) =>
    collect(problems, `schedules.${key}.`, () => contentOf(key, text)),
  );
  const patterns = file.allow.flatMap((entry, index) =>
    collect(problems, '', () => patternOf(entry, `allow[${index}]`)),
  );
  if (problems.length > 0) throw new Failure('bad-input', problems.join('\n'));
  const recipients = contents.flatMap((content) =>
    content.recipients.map((one) => parseAddress(one, 'recipients').key),
  );
  const known = new Set((await listAllowedRecipients(needs.db)).map(({ pattern }) => pattern));
  const changes: ScheduleChange[] = [];
  for (const content of contents) changes.push(await compare(needs, content));
  const existing = await listSchedules(needs.db);
  return {
    changes,
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

function contentOf(key: string, text: ScheduleText): ScheduleContent {
  const locale = parseLocale(text.locale, 'locale');
  return {
    key,
    report: text.report,
    title: text.title,
    rule: parseRule(text.when).text,
    timezone: parseTimeZone(text.timezone),
    windowKind: text.window,
    campaignIds: text.campaigns ?? null,
    segmentIds: text.segments ?? null,
    ...readRecipients(text.recipients, locale),
    formats: [...new Set(text.formats)],
    locale,
    replyTo: text.reply_to === undefined ? null : parseAddress(text.reply_to, 'reply_to').address,
    owner: text.owner === undefined ? null : parseAddress(text.owner, 'owner').address,
    catchUp: { policy: text.catch_up, limit: text.catch_up_limit },
    ambiguousPolicy: text.ambiguous,
    deadlineS: secondsOf(text.deadline, 'deadline'),
    staleAfterS: secondsOf(text.stale_after, 'stale_after'),
  };
}

/** An address, or `@domain`; in lower case as the allow-list has it. */
export function patternOf(entry: string, where: string): string {
  // an address may begin with a star; who writes one here means something else
  if (entry.includes('*')) {
    throw new Failure(
      'bad-input',
      `${where}: ${shownText(entry)} has a *; write @example.com for all of a domain`,
    );
  }
  return entry.startsWith('@')
    ? parseAddress(`any${entry}`, where).key.slice(3)
    : parseAddress(entry, where).key;
}

function secondsOf(duration: string, field: string): number {
  const unit = duration.endsWith('d') ? 'd' : duration.endsWith('h') ? 'h' : 'm';
  const seconds = Number.parseInt(duration, 10) * UNITS_S[unit];
  if (seconds <= MOST_DAYS * UNITS_S.d) return seconds;
  throw new Failure('bad-input', `${field}: ${duration} is longer than ${MOST_DAYS}d`);
}

/** The value in a list, or its refusal among the problems. */
function collect<T>(problems: string[], prefix: string, make: () => T): readonly T[] {
  try {
    return [make()];
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
    problems.push(...error.message.split('\n').map((fault) => `${prefix}${fault}`));
    return [];
  }
}
