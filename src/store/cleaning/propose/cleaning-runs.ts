import { canonicalJson } from '../../../core/canonical-json.ts';
import { RULES_VERSION } from '../../../core/cleaning/rule.ts';
import type { CleaningSettings } from '../../../core/cleaning/settings.ts';
import { Failure } from '../../../core/failure.ts';
import { fromColumn, jsonFromColumn, toColumn } from '../../column-values.ts';
import type { Db } from '../../connect.ts';
import { rowsOf } from '../../select-rows.ts';
import type { Position } from './enqueue.ts';

export type CleaningStage = 'enqueue' | 'read' | 'leave-out' | 'judge' | 'finish';

/**
 * Whom a search looks at: those something happened to; everybody a rule could take up, as known; everybody, read anew
 * from the facts.
 */
export type CleaningScope = 'changed' | 'candidates' | 'everybody';

const SCOPES = { changed: 0, everybody: 1, candidates: 2 } as const satisfies Readonly<
  Record<CleaningScope, number>
>;

/** A run under way, or the last one that ended. */
export type StoredRun = {
  readonly id: number;
  readonly asOf: Temporal.Instant;
  readonly startedAt: Temporal.Instant;
  readonly scope: CleaningScope;
  readonly wouldSuppress: number;
  /** canonical JSON of the settings, versions before it: another one means that everybody is judged anew */
  readonly judgedBy: string;
};

/** What it did, by kind; sums over its portions. */
export type CleaningCounts = {
  readonly read: number;
  readonly judged: number;
  readonly proposed: number;
  readonly confirmed: number;
  readonly superseded: number;
  readonly withdrawn: number;
  readonly expired: number;
  /** not asked again: a person said no, or it is done */
  readonly silenced: number;
};

export const NO_COUNTS: CleaningCounts = {
  read: 0,
  judged: 0,
  proposed: 0,
  confirmed: 0,
  superseded: 0,
  withdrawn: 0,
  expired: 0,
  silenced: 0,
};

const COUNT_NAMES: readonly (keyof CleaningCounts)[] = [
  'read',
  'judged',
  'proposed',
  'confirmed',
  'superseded',
  'withdrawn',
  'expired',
  'silenced',
];

export type Versions = { readonly codeTable: number; readonly phoneLibrary: string };

export function judgedByOf(settings: unknown, versions: Versions): string {
  return canonicalJson([settings, RULES_VERSION, versions.codeTable, versions.phoneLibrary]);
}

/** The run that a dead search left, and the stage it stood at; null = none. */
export async function unfinishedRun(
  db: Db,
): Promise<{ readonly run: StoredRun; readonly stage: CleaningStage } | null> {
  const state = await db('cleaning_state').where({ k: 'run' }).first('v', 'detail');
  const id = Number(state?.v ?? 0);
  if (id === 0) return null;
  const run = await loadRun(db, (query) => query.where({ id }));
  return run === null ? null : { run, stage: stageOf(state?.detail) };
}

export async function abandonRun(db: Db, id: number): Promise<void> {
  await db('cleaning_runs').where({ id }).update({ state: 'failed' });
  await saveStage(db, id, null);
}

/** `ofAll` = of those that judged every candidate. */
export async function lastFinishedRun(db: Db, ofAll?: true): Promise<StoredRun | null> {
  return loadRun(db, (query) => {
    const ended = query.whereNotNull('finished_at').whereNot('state', 'failed');
    return ofAll === undefined ? ended : ended.where('is_full', '>', 0);
  });
}

/** Begins a run; its progress stands in cleaning_state until it is finished. */
export async function createRun(
  trx: Db,
  run: {
    readonly asOf: Temporal.Instant;
    readonly startedAt: Temporal.Instant;
    readonly scope: CleaningScope;
    readonly settings: CleaningSettings;
    readonly versions: Versions;
  },
): Promise<StoredRun> {
  const [id] = await trx('cleaning_runs').insert({
    as_of: toColumn(run.asOf),
    started_at: toColumn(run.startedAt),
    state: 'running',
    is_full: SCOPES[run.scope],
    settings: canonicalJson(run.settings),
    rules_version: RULES_VERSION,
    code_table: run.versions.codeTable,
    phone_library: run.versions.phoneLibrary,
    counts: canonicalJson(NO_COUNTS),
  });
  if (id === undefined) throw new Failure('internal', 'the run got no number');
  await saveStage(trx, id, 'enqueue');
  const judgedBy = judgedByOf(run.settings, run.versions);
  return { id, asOf: run.asOf, startedAt: run.startedAt, scope: run.scope, wouldSuppress: 0, judgedBy };
}

export async function saveStage(trx: Db, runId: number, stage: CleaningStage | null): Promise<void> {
  await setState(trx, 'run', stage === null ? 0 : runId, stage);
}

/** Where the sources stood when the last run that ended looked; null = look at everybody. */
export async function loadPosition(db: Db): Promise<Position | null> {
  const row = await db('cleaning_state').where({ k: 'position' }).first('detail');
  return typeof row?.detail === 'string' ? parsePosition(JSON.parse(row.detail)) : null;
}

/** With too many gaps to note, the next run looks at everybody. */
export async function savePosition(trx: Db, position: Position): Promise<void> {
  const text = canonicalJson(position);
  await setState(trx, 'position', 0, text.length <= 4000 ? text : null);
}

export async function addCounts(trx: Db, runId: number, more: Partial<CleaningCounts>): Promise<void> {
  const counts = await loadCounts(trx, runId);
  const sums = Object.fromEntries(COUNT_NAMES.map((name) => [name, counts[name] + (more[name] ?? 0)]));
  await trx('cleaning_runs')
    .where({ id: runId })
    .update({
      counts: canonicalJson(sums),
      judged: sums['judged'],
      proposed: sums['proposed'],
      withdrawn: sums['withdrawn'],
    });
}

export async function loadCounts(db: Db, runId: number): Promise<CleaningCounts> {
  const row = await db('cleaning_runs').where({ id: runId }).first('counts');
  const stored: unknown = jsonFromColumn(row?.counts ?? '{}');
  const value = (name: string): number =>
    typeof stored === 'object' && stored !== null ? Number(Reflect.get(stored, name) ?? 0) : 0;
  return {
    read: value('read'),
    judged: value('judged'),
    proposed: value('proposed'),
    confirmed: value('confirmed'),
    superseded: value('superseded'),
    withdrawn: value('withdrawn'),
    expired: value('expired'),
    silenced: value('silenced'),
  };
}

async function loadRun(db: Db, choose: (query: ReturnType<Db>) => unknown): Promise<StoredRun | null> {
  const query = db('cleaning_runs').orderBy('id', 'desc').limit(1);
  choose(query);
  const [row] = rowsOf([await query.select()]);
  if (row === undefined) return null;
  const { as_of: asOf, started_at: startedAt } = row;
  if (!(asOf instanceof Date) || !(startedAt instanceof Date))
    throw new Failure('internal', 'a run has no time');
  return {
    id: Number(row['id']),
    asOf: fromColumn(asOf),
    startedAt: fromColumn(startedAt),
    scope: scopeOf(Number(row['is_full'])),
    wouldSuppress: Number(row['would_suppress']),
    judgedBy: canonicalJson([
      jsonFromColumn(row['settings']),
      Number(row['rules_version']),
      Number(row['code_table']),
      row['phone_library'],
    ]),
  };
}

async function setState(trx: Db, k: string, v: number, detail: string | null): Promise<void> {
  await trx('cleaning_state').insert({ k, v, detail }).onConflict('k').merge(['v', 'detail']);
}

function scopeOf(number: number): CleaningScope {
  if (number === SCOPES.everybody) return 'everybody';
  return number === SCOPES.candidates ? 'candidates' : 'changed';
}

const STAGES: readonly CleaningStage[] = ['enqueue', 'read', 'leave-out', 'judge', 'finish'];

function stageOf(value: unknown): CleaningStage {
  return STAGES.find((stage) => stage === value) ?? 'enqueue';
}

function parsePosition(value: unknown): Position | null {
  if (typeof value !== 'object' || value === null || !('upTo' in value) || !('gaps' in value)) return null;
  const { upTo, gaps } = value;
  if (typeof upTo !== 'object' || upTo === null || !Array.isArray(gaps)) return null;
  const mark = (name: string): number => Number(Reflect.get(upTo, name) ?? 0);
  return {
    upTo: {
      messages: mark('messages'),
      receipts: mark('receipts'),
      clicks: mark('clicks'),
      conversions: mark('conversions'),
      opt_outs: mark('opt_outs'),
      inbound: mark('inbound'),
      contacts: mark('contacts'),
    },
    gaps: gaps
      .filter((gap): gap is readonly unknown[] => Array.isArray(gap))
      .map(([source, from, to]) => [String(source), Number(from), Number(to)] as const),
  };
}
