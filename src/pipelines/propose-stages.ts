import type { LeftOut } from '../core/cleaning/outages.ts';
import { Failure } from '../core/failure.ts';
import type { PhoneKeys } from '../crypto/phones.ts';
import {
  addCounts,
  type CleaningStage,
  lastFinishedRun,
  loadCounts,
  loadPosition,
  type StoredRun,
  savePosition,
  saveStage,
} from '../store/cleaning/propose/cleaning-runs.ts';
import { enqueueAll, enqueueChanged, readPosition, touchAhead } from '../store/cleaning/propose/enqueue.ts';
import { enqueueByRates } from '../store/cleaning/propose/enqueue-by-rates.ts';
import { type Ending, type ExcludedCell, finishRun } from '../store/cleaning/propose/finish-run.ts';
import { keepCleaningLease } from '../store/cleaning/propose/lease.ts';
import { distrustCodes, isCubeAsBefore, leaveOut } from '../store/cleaning/propose/leave-out.ts';
import { findLibraryBehind } from '../store/cleaning/propose/library-behind.ts';
import { areNotesNew } from '../store/cleaning/propose/load-noted.ts';
import {
  appendPersons,
  createWorkTables,
  dropWorkTables,
  readPersons,
  takePersons,
} from '../store/cleaning/propose/read-persons.ts';
import { type ProposeSession, run as runStatement } from '../store/cleaning/propose/session.ts';
import { takeFlags } from '../store/cleaning/propose/take-flags.ts';
import { loadOverrides, weighCodes } from '../store/cleaning/propose/weigh-codes.ts';
import type { Db } from '../store/connect.ts';
import type { HeldConnection } from '../store/hold-connection.ts';
import { holdSettledPhoneKey } from '../store/phones/phone-key.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { judgePortion } from './judge-portion.ts';
import type { ProposeNeeds, ProposeRequest } from './propose-cleaning.ts';
import { weighCode } from './weigh-code.ts';

type StageNeeds = ProposeNeeds & { readonly held: HeldConnection; readonly keys: PhoneKeys };

export type StagesResult = {
  readonly ending: Ending;
  readonly excluded: readonly ExcludedCell[] | null;
  readonly distrustedCodes: readonly string[];
};

const READ_AT_ONCE = 5000;
const JUDGED_AT_ONCE = 1000;

type Progress = {
  readonly needs: StageNeeds;
  readonly run: StoredRun;
  readonly request: ProposeRequest;
  readonly base: Omit<ProposeSession, 'trx'>;
  /** a transaction that ends with the lease still ours */
  readonly transaction: <T>(work: (session: ProposeSession) => Promise<T>) => Promise<T>;
};

/** The stages of a search from `from` on. Each portion commits with its place in the queue, so a search that died is gone on with. */
export async function runStages(
  needs: StageNeeds,
  run: StoredRun,
  from: CleaningStage,
  request: ProposeRequest,
): Promise<StagesResult> {
  const base = { asOfS: Math.floor(run.asOf.epochMilliseconds / 1000), settings: request.settings };
  const transaction: Progress['transaction'] = (work) =>
    needs.held.transaction('read committed', async (trx) => {
      await holdSettledPhoneKey(trx);
      const answer = await work({ ...base, trx });
      await keepCleaningLease(trx, needs.owner);
      return answer;
    });
  const progress: Progress = { needs, run, request, base, transaction };
  const order: readonly CleaningStage[] = ['enqueue', 'read', 'leave-out', 'judge', 'finish'];
  const rest = order.slice(order.indexOf(from));
  await transaction((session) => createWorkTables(session));
  if (rest.includes('enqueue')) await enqueue(progress);
  if (rest.includes('read')) await readAll(progress);
  let excluded: readonly ExcludedCell[] | null = null;
  if (rest.includes('leave-out')) excluded = await chooseEvidence(progress);
  if (rest.includes('judge')) await judgeAll(progress);
  const distrustedCodes = await listDistrusted(needs.db);
  const ending = await finish(progress, excluded);
  await transaction(({ trx }) => dropWorkTables(trx));
  return { ending, excluded, distrustedCodes };
}

async function enqueue({ needs, run, base, transaction, request }: Progress): Promise<void> {
  request.onProgress?.({ stage: 'enqueue', persons: 0 });
  const plain = (work: (trx: Db) => Promise<void>): Promise<void> => transaction(({ trx }) => work(trx));
  const now = await readPosition(needs.db);
  const before = await loadPosition(needs.db);
  const last = await lastFinishedRun(needs.db);
  const isEverybody = run.scope === 'everybody' || before === null || last === null;
  await transaction(takeFlags);
  await transaction((session) => enqueueByRates(session, isEverybody ? null : before.upTo.messages));
  if (isEverybody) await enqueueAll(base, now.upTo.contacts, plain);
  else {
    const sinceS = Math.floor(last.asOf.epochMilliseconds / 1000);
    const startedS = Math.floor(last.startedAt.epochMilliseconds / 1000);
    const allCandidates = run.scope === 'candidates';
    await enqueueChanged(base, { before, now, sinceS, startedS, allCandidates }, plain);
  }
  // as of the past, what came later is read by a search of everybody
  if (run.asOf.until(run.startedAt).total('hours') <= 1) await transaction(touchAhead);
  await transaction(async ({ trx }) => {
    await savePosition(trx, now);
    await saveStage(trx, run.id, 'read');
  });
}

async function readAll({ run, transaction, request }: Progress): Promise<void> {
  let persons = 0;
  // whom appending does not do justice is read whole after it
  for (const stage of [4, 1] as const) {
    for (;;) {
      const taken = await transaction(async (session) => {
        const size = await takePersons(session, stage, READ_AT_ONCE);
        if (size === 0) return 0;
        let left = 0;
        if (stage === 4) left = await appendPersons(session, run.scope);
        else await readPersons(session, run.scope === 'everybody');
        await addCounts(session.trx, run.id, { read: size - left });
        return size;
      });
      if (taken === 0) break;
      persons += taken;
      request.onProgress?.({ stage: 'read', persons });
      stopIfAsked(request);
    }
  }
  await transaction(({ trx }) => saveStage(trx, run.id, 'leave-out'));
}

/** Weights first: they say which codes can condemn at all. Where nothing happened, nothing can have changed. */
async function chooseEvidence({
  run,
  transaction,
  request,
}: Progress): Promise<readonly ExcludedCell[] | null> {
  request.onProgress?.({ stage: 'leave-out', persons: 0 });
  return transaction(async (session) => {
    const overrides = await loadOverrides(session);
    await weighCodes(session, (code) => weighCode(code, overrides));
    const { read } = await loadCounts(session.trx, run.id);
    const isSame = await isCubeAsBefore(session);
    const isNoted = await areNotesNew(session);
    const isEverybody = run.scope === 'everybody';
    const leftOut =
      isEverybody || read > 0 || !isSame || isNoted ? await leaveOut(session, isEverybody) : null;
    if (leftOut !== null) await distrustCodes(session);
    await saveStage(session.trx, run.id, 'judge');
    return leftOut === null ? null : describeAll(session.trx, leftOut);
  });
}

async function describeAll(trx: Db, leftOut: readonly LeftOut[]): Promise<readonly ExcludedCell[]> {
  const ids = [...new Set(leftOut.flatMap(({ campaign }) => (campaign === null ? [] : [campaign])))];
  const rows: readonly { id: number; campaign_id: string; name: string }[] = await trx('campaigns')
    .whereIn('id', ids)
    .select('id', 'campaign_id', 'name');
  const campaigns = new Map(rows.map((row) => [row.id, { campaignId: row.campaign_id, name: row.name }]));
  return describeLeftOut(leftOut, campaigns);
}

async function judgeAll({ needs, run, transaction, request }: Progress): Promise<void> {
  const { settings } = request;
  const libraryIsBehind = await transaction(findLibraryBehind);
  let persons = 0;
  for (;;) {
    const taken = await transaction(async (session) => {
      const size = await takePersons(session, 2, JUDGED_AT_ONCE);
      if (size === 0) return 0;
      const done = await judgePortion({
        session,
        runId: run.id,
        keys: needs.keys,
        settings,
        libraryIsBehind,
      });
      await runStatement(session, 'drop-judged');
      await addCounts(session.trx, run.id, done);
      return size;
    });
    if (taken === 0) break;
    persons += taken;
    request.onProgress?.({ stage: 'judge', persons });
    stopIfAsked(request);
  }
  await transaction(({ trx }) => saveStage(trx, run.id, 'finish'));
}

async function finish(
  { needs, run, transaction }: Progress,
  excluded: readonly ExcludedCell[] | null,
): Promise<Ending> {
  const previous = await lastFinishedRun(needs.db);
  const finishedAt = await needs.now();
  return transaction(async (session) => {
    const ending = await finishRun(session, run, previous?.wouldSuppress ?? null, excluded, finishedAt);
    await saveStage(session.trx, run.id, null);
    return ending;
  });
}

async function listDistrusted(db: Db): Promise<readonly string[]> {
  const rows: readonly { provider: string; code: string }[] = await db('evidence_codes')
    .where('is_distrusted', '>', 0)
    .orderBy('id')
    .select('provider', 'code');
  return rows.map(({ provider, code }) => `${provider} ${code}`);
}

function stopIfAsked({ isStopping }: ProposeRequest): void {
  if (isStopping?.() !== true) return;
  throw new Failure('bad-state', 'the search was stopped; the next one goes on from there', {
    retryable: true,
  });
}
