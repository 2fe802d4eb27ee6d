import type { CleaningSettings } from '../core/cleaning/settings.ts';
import { RULE_VERSIONS } from '../core/count-rules.ts';
import { Failure } from '../core/failure.ts';
import { PHONE_LIBRARY } from '../core/phones/phone-library.ts';
import {
  abandonRun,
  type CleaningCounts,
  type CleaningScope,
  type CleaningStage,
  createRun,
  judgedByOf,
  lastFinishedRun,
  loadCounts,
  loadPosition,
  type StoredRun,
  unfinishedRun,
} from '../store/cleaning/propose/cleaning-runs.ts';
import type { Ending, ExcludedCell } from '../store/cleaning/propose/finish-run.ts';
import { releaseCleaningLease, takeCleaningLease } from '../store/cleaning/propose/lease.ts';
import type { Db } from '../store/connect.ts';
import { holdConnection } from '../store/hold-connection.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';
import { runStages } from './propose-stages.ts';

export type ProposeNeeds = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  /** by the database clock */
  readonly now: () => Promise<Temporal.Instant>;
  /** counts everything that came in: facts are what is judged */
  readonly refresh: () => Promise<void>;
  /** of this process; a search that died lets go by itself */
  readonly owner: string;
};

export type ProposeRequest = {
  /** default now; never before the last search */
  readonly asOf?: Temporal.Instant;
  readonly settings: CleaningSettings;
  /** read everybody anew, not only those something happened to */
  readonly full?: boolean;
  readonly onProgress?: (progress: ProposeProgress) => void;
  /** asked between portions: stop, and let the next search go on from there */
  readonly isStopping?: () => boolean;
};

export type ProposeProgress = { readonly stage: CleaningStage; readonly persons: number };

/** What one search did. */
export type CleaningRun = Ending & {
  readonly id: number;
  readonly asOf: Temporal.Instant;
  readonly scope: CleaningScope;
  readonly counts: CleaningCounts;
  /** null = nothing new came, so nothing was looked at again */
  readonly excluded: readonly ExcludedCell[] | null;
  /** `provider code class` of codes that are not believed */
  readonly distrustedCodes: readonly string[];
};

const ALL_EVERY_HOURS = 7 * 24;

/**
 * Searches for numbers and contacts to clean. Nothing is applied: a person decides. Proposals of before are
 * confirmed, superseded or withdrawn. One search at a time (`locked`); one that died is gone on with, as of its time.
 */
export async function proposeCleaning(needs: ProposeNeeds, request: ProposeRequest): Promise<CleaningRun> {
  await takeCleaningLease(needs.db, needs.owner);
  try {
    const left = await resumableRun(needs.db, request);
    if (left === null) await needs.refresh();
    const { run, stage } = left ?? (await begin(needs, request));
    const keys = await openPhoneKeys(needs.db, needs.secretKey);
    const { ending, excluded, distrustedCodes } = await holdConnection(needs.db, (held) =>
      runStages({ ...needs, held, keys }, run, stage, request),
    );
    const counts = await loadCounts(needs.db, run.id);
    return { ...ending, id: run.id, asOf: run.asOf, scope: run.scope, counts, excluded, distrustedCodes };
  } finally {
    await releaseCleaningLease(needs.db, needs.owner);
  }
}

const VERSIONS = { codeTable: RULE_VERSIONS.codeTable, phoneLibrary: PHONE_LIBRARY };

/** What a dead search left, unless it judged by other thresholds; its queue is worked off in any case. */
async function resumableRun(db: Db, { settings }: ProposeRequest): ReturnType<typeof unfinishedRun> {
  const left = await unfinishedRun(db);
  if (left === null || left.run.judgedBy === judgedByOf(settings, VERSIONS)) return left;
  await abandonRun(db, left.run.id);
  return null;
}

async function begin(
  { db, now }: ProposeNeeds,
  request: ProposeRequest,
): Promise<{ readonly run: StoredRun; readonly stage: CleaningStage }> {
  const startedAt = await now();
  const asOf = request.asOf ?? startedAt;
  const last = await lastFinishedRun(db);
  if (last !== null && Temporal.Instant.compare(asOf, last.asOf) < 0) {
    throw new Failure(
      'bad-input',
      `--as-of: is before the last search, which was as of ${last.asOf.toString()}`,
    );
  }
  const isEverybody =
    request.full === true ||
    last === null ||
    last.judgedBy !== judgedByOf(request.settings, VERSIONS) ||
    // what came after a moment in the past is read when that moment has come
    last.asOf.until(last.startedAt).total('hours') > 1 ||
    (await loadPosition(db)) === null;
  const scope = isEverybody ? 'everybody' : (await isTimeForAll(db, asOf)) ? 'candidates' : 'changed';
  const run = await db.transaction((trx) =>
    createRun(trx, { asOf, startedAt, scope, settings: request.settings, versions: VERSIONS }),
  );
  return { run, stage: 'enqueue' };
}

/** Once a week: for what no row of a source tells, as a suppression that somebody lifted. */
async function isTimeForAll(db: Db, asOf: Temporal.Instant): Promise<boolean> {
  const last = await lastFinishedRun(db, true);
  return last === null || last.asOf.until(asOf).total('hours') >= ALL_EVERY_HOURS;
}
