import { Failure } from '../core/failure.ts';
import { type RunOptions, readRunOptions } from '../core/runs/run-options.ts';
import { RUN_STATES, type RunState } from '../core/runs/run-state.ts';
import type { Window } from '../core/time/window.ts';
import { type RollingKind, WINDOW_KINDS } from '../core/time/window-kinds.ts';
import { fromColumn, fromNullableColumn, jsonFromColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { type RunWatch, WATCHES } from './runs-watch.ts';

export type Run = {
  readonly id: number;
  readonly scheduleId: number | null;
  readonly requestId: number | null;
  readonly occurrence: string;
  readonly report: string;
  readonly title: string;
  readonly window: Window;
  readonly windowKind: RollingKind | 'custom';
  readonly tzdb: string;
  readonly options: RunOptions;
  readonly dueAt: Temporal.Instant;
  readonly deadlineAt: Temporal.Instant;
  readonly state: RunState;
  readonly reason: string | null;
  /** null = no conditions, or not made yet */
  readonly watch: RunWatch | null;
  readonly attempt: number;
  readonly nextAttemptAt: Temporal.Instant;
  readonly fence: number;
  readonly asOf: Temporal.Instant | null;
  readonly subject: string | null;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
};

export type RunFilter = {
  readonly state?: RunState;
  readonly scheduleId?: number;
  /** only runs limited to one or more of these, and to none beside them */
  readonly brands?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
};

const TABLE = 'report_runs';

/** All columns but the stored report, which can be large. */
const COLUMNS = [
  'id',
  'schedule_id',
  'request_id',
  'occurrence',
  'report',
  'title',
  'window_from',
  'window_to',
  'window_kind',
  'timezone',
  'tzdb',
  'options',
  'due_at',
  'deadline_at',
  'state',
  'reason',
  'watch',
  'attempt',
  'next_attempt_at',
  'fence',
  'as_of',
  'subject',
  'created_at',
  'finished_at',
];

export async function findRun(db: Db, id: number): Promise<Run | null> {
  const [row] = await db(TABLE).where({ id }).select(COLUMNS);
  return row === undefined ? null : runOfRow(row);
}

export async function findRunOfRequest(db: Db, requestId: number): Promise<Run | null> {
  const [row] = await db(TABLE).where({ request_id: requestId }).select(COLUMNS);
  return row === undefined ? null : runOfRow(row);
}

/** A run of all brands has JSON null there, or nothing: neither is contained in a list of names. */
const WITHIN =
  "JSON_LENGTH(JSON_EXTRACT(options, '$.brands')) > 0 AND JSON_CONTAINS(?, JSON_EXTRACT(options, '$.brands')) = 1";

/** Newest first. */
export async function listRuns(
  db: Db,
  { state, scheduleId, brands, limit, offset = 0 }: RunFilter,
): Promise<readonly Run[]> {
  const wanted = {
    ...(state === undefined ? {} : { state }),
    ...(scheduleId === undefined ? {} : { schedule_id: scheduleId }),
  };
  const rows = await db(TABLE)
    .where(wanted)
    .modify((query) => {
      if (brands !== undefined) void query.whereRaw(WITHIN, [JSON.stringify(brands)]);
    })
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .select(COLUMNS);
  return rows.map(runOfRow);
}

/** What a worker may produce now, longest waiting first. */
export async function listDueRuns(
  db: Db,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly Pick<Run, 'id' | 'attempt'>[]> {
  const rows = await db(TABLE)
    .where('state', 'planned')
    .where('next_attempt_at', '<=', new Date(now.epochMilliseconds))
    .orderBy('next_attempt_at')
    .limit(limit)
    .select('id', 'attempt');
  return rows.map((row) => ({ id: Number(row.id), attempt: Number(row.attempt) }));
}

export async function countRunsByState(db: Db): Promise<ReadonlyMap<RunState, number>> {
  const rows = await db(TABLE).groupBy('state').select('state', db.raw('COUNT(*) AS n'));
  const counted = new Map(rows.map((row) => [String(row.state), Number(row.n)]));
  return new Map(RUN_STATES.map((state) => [state, counted.get(state) ?? 0]));
}

/** The stored report as JSON, null when the run has none. */
export async function loadStoredModel(db: Db, id: number): Promise<unknown> {
  const [row] = await db(TABLE).where({ id }).select('model');
  return row === undefined ? null : jsonFromColumn(row.model);
}

type Row = Readonly<Record<string, unknown>> & {
  readonly window_from: Date;
  readonly window_to: Date;
  readonly due_at: Date;
  readonly deadline_at: Date;
  readonly next_attempt_at: Date;
  readonly as_of: Date | null;
  readonly reason: string | null;
  readonly subject: string | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
};

function runOfRow(row: Row): Run {
  return {
    id: Number(row.id),
    scheduleId: row.schedule_id === null ? null : Number(row.schedule_id),
    requestId: row.request_id === null ? null : Number(row.request_id),
    occurrence: String(row.occurrence),
    report: String(row.report),
    title: String(row.title),
    window: {
      from: fromColumn(row.window_from),
      to: fromColumn(row.window_to),
      timezone: String(row.timezone),
    },
    windowKind: oneOf([...WINDOW_KINDS, 'custom'] as const, row.window_kind),
    tzdb: String(row.tzdb),
    options: readRunOptions(jsonFromColumn(row.options)),
    dueAt: fromColumn(row.due_at),
    deadlineAt: fromColumn(row.deadline_at),
    state: oneOf(RUN_STATES, row.state),
    reason: row.reason,
    watch: row.watch === null ? null : oneOf(WATCHES, row.watch),
    attempt: Number(row.attempt),
    nextAttemptAt: fromColumn(row.next_attempt_at),
    fence: Number(row.fence),
    asOf: fromNullableColumn(row.as_of),
    subject: row.subject,
    createdAt: fromColumn(row.created_at),
    finishedAt: fromNullableColumn(row.finished_at),
  };
}

function oneOf<W extends string>(words: readonly W[], value: unknown): W {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Failure('internal', `a stored run says ${String(value)}`);
  return word;
}
