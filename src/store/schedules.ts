import { Failure } from '../core/failure.ts';
import { HEARTBEATS } from '../core/reports/heartbeat.ts';
import { REPORT_VARIANTS } from '../core/reports/report-variants.ts';
import { AMBIGUOUS_POLICIES, REPORT_FORMATS, type RunOptions } from '../core/runs/run-options.ts';
import { CATCH_UP_POLICIES, type CatchUp } from '../core/time/catch-up.ts';
import { type RollingKind, WINDOW_KINDS } from '../core/time/window-kinds.ts';
import { fromColumn, fromNullableColumn, textsFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { recipientsFromColumn } from './schedule-recipients.ts';

/** What a schedule says; the columns that `schedules apply` writes. */
export type ScheduleContent = Pick<
  RunOptions,
  | 'variant'
  | 'onlyIf'
  | 'heartbeat'
  | 'brands'
  | 'tags'
  | 'campaignIds'
  | 'segmentIds'
  | 'recipients'
  | 'formats'
  | 'locale'
  | 'recipientLocales'
  | 'replyTo'
  | 'ambiguousPolicy'
  | 'staleAfterS'
> & {
  readonly key: string;
  readonly report: string;
  readonly title: string;
  readonly rule: string;
  readonly timezone: string;
  readonly windowKind: RollingKind;
  /** who is told of a failure */
  readonly owner: string | null;
  readonly catchUp: CatchUp;
  readonly deadlineS: number;
};

export type Schedule = ScheduleContent & {
  readonly id: number;
  readonly pausedAt: Temporal.Instant | null;
  readonly removedAt: Temporal.Instant | null;
  /** occurrences up to here have a run */
  readonly plannedUntil: Temporal.Instant;
  /** null = never again */
  readonly nextDueAt: Temporal.Instant | null;
  readonly version: number;
};

/** How far a schedule is planned. */
export type Watermark = Pick<Schedule, 'plannedUntil' | 'nextDueAt'>;

const TABLE = 'report_schedules';

/** Without the removed ones, by key. */
export async function listSchedules(db: Db): Promise<readonly Schedule[]> {
  const rows = await db(TABLE).whereNull('removed_at').orderBy('schedule_key').select('*');
  return rows.map(scheduleOfRow);
}

/** Also a removed one: its key is taken up again by an apply. */
export async function findSchedule(db: Db, key: string): Promise<Schedule | null> {
  const [row] = await db(TABLE).where('schedule_key', key).select('*');
  return row === undefined ? null : scheduleOfRow(row);
}

/** By the time they are due. `after` = the last one of the page before. */
export async function listDueSchedules(
  db: Db,
  now: Temporal.Instant,
  page: { readonly after: Schedule | null; readonly limit: number },
): Promise<readonly Schedule[]> {
  const { after, limit } = page;
  const rows = await db(TABLE)
    .where('next_due_at', '<=', toColumn(now))
    .whereNull('paused_at')
    .whereNull('removed_at')
    .modify((query) => {
      if (after === null || after.nextDueAt === null) return;
      const due = toColumn(after.nextDueAt);
      void query.where('next_due_at', '>=', due).whereRaw('(next_due_at > ? OR id > ?)', [due, after.id]);
    })
    .orderBy([{ column: 'next_due_at' }, { column: 'id' }])
    .limit(limit)
    .select('*');
  return rows.map(scheduleOfRow);
}

/** The earliest due time that is not planned yet; null = nothing is waiting. */
export async function oldestDue(db: Db): Promise<Temporal.Instant | null> {
  const [row] = await db(TABLE).whereNull('paused_at').whereNull('removed_at').min({ at: 'next_due_at' });
  const at: unknown = row?.at;
  return at instanceof Date ? fromColumn(at) : null;
}

type Row = Readonly<Record<string, unknown>> & {
  readonly reply_to: string | null;
  readonly owner: string | null;
  readonly planned_until: Date;
  readonly next_due_at: Date | null;
  readonly paused_at: Date | null;
  readonly removed_at: Date | null;
};

function scheduleOfRow(row: Row): Schedule {
  return {
    id: Number(row.id),
    key: String(row.schedule_key),
    report: String(row.report),
    title: String(row.title),
    rule: String(row.rule),
    timezone: String(row.timezone),
    windowKind: oneOf(WINDOW_KINDS, row.window_kind),
    variant: oneOf(REPORT_VARIANTS, row.variant),
    onlyIf: row.only_if === null ? [] : textsFromColumn(row.only_if),
    heartbeat: oneOf(HEARTBEATS, row.heartbeat),
    brands: row.brands === null ? null : textsFromColumn(row.brands),
    tags: row.tags === null ? null : textsFromColumn(row.tags),
    campaignIds: row.campaign_ids === null ? null : textsFromColumn(row.campaign_ids),
    segmentIds: row.segment_ids === null ? null : textsFromColumn(row.segment_ids),
    ...recipientsFromColumn(row.recipients),
    formats: textsFromColumn(row.formats).map((format) => oneOf(REPORT_FORMATS, format)),
    locale: String(row.locale),
    replyTo: row.reply_to,
    owner: row.owner,
    catchUp: { policy: oneOf(CATCH_UP_POLICIES, row.catch_up), limit: Number(row.catch_up_limit) },
    ambiguousPolicy: oneOf(AMBIGUOUS_POLICIES, row.ambiguous_policy),
    deadlineS: Number(row.deadline_s),
    staleAfterS: Number(row.stale_after_s),
    pausedAt: fromNullableColumn(row.paused_at),
    removedAt: fromNullableColumn(row.removed_at),
    plannedUntil: fromColumn(row.planned_until),
    nextDueAt: fromNullableColumn(row.next_due_at),
    version: Number(row.version),
  };
}

function oneOf<W extends string>(words: readonly W[], value: unknown): W {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Failure('internal', `a stored schedule says ${String(value)}`);
  return word;
}
