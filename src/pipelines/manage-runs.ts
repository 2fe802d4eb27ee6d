import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { Failure } from '../core/failure.ts';
import { parseAddress } from '../mail/address.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { loadDispatchesOf } from '../store/dispatches.ts';
import { decideHeldDispatch } from '../store/dispatches-settle.ts';
import { notAllowed } from '../store/recipients.ts';
import { insertRequest } from '../store/requests.ts';
import { findRun, type Run } from '../store/runs.ts';
import { insertRun } from '../store/runs-insert.ts';
import { retryFailedRun } from '../store/runs-sweep.ts';
import { refuseOtherBrands } from './refuse-other-brands.ts';

export type RunNeeds = {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly tzdb: string;
  readonly actor: string;
};

const DEADLINE_S = 86_400;

/** A failed run is made again, for the same window and recipients. Throws `bad-state` when it has not failed. */
export async function retryRun({ db, now, actor }: RunNeeds, runId: number): Promise<void> {
  const run = await requireRun(db, runId);
  await db.transaction(async (trx) => {
    if (!(await retryFailedRun(trx, runId, now, now.add({ seconds: DEADLINE_S })))) {
      throw new Failure('bad-state', `run ${runId} is ${run.state}; only a failed run can be tried again`);
    }
    await writeAudit(trx, { actor, action: 'run-retry', object: `run ${runId}` }, now);
  });
}

/**
 * Sends the stored report of a run once more, marked [RE-SENT], as a run of its own: to `recipients`, or to those whose
 * mail did not go out. Returns the new run's id.
 */
export async function resendRun(
  needs: RunNeeds,
  runId: number,
  recipients: readonly string[],
): Promise<number> {
  const { db, now, actor } = needs;
  const run = await requireRun(db, runId);
  if (run.asOf === null)
    throw new Failure('bad-state', `run ${runId} is ${run.state} and has no report to send`);
  const to = recipients.length > 0 ? await checked(db, recipients) : await missed(db, run);
  await refuseOtherBrands(db, { recipients: to, brands: run.options.brands });
  const requestId = `resend-${runId}-${now.epochMilliseconds}`;
  const payload = canonicalJson({ resendOf: runId, recipients: to });
  return db.transaction(async (trx) => {
    const request = await insertRequest(
      trx,
      { producer: 'cli', requestId, payload, payloadSha256: createHash('sha256').update(payload).digest() },
      now,
    );
    const id = await insertRun(
      trx,
      {
        ...run,
        scheduleId: null,
        requestId: request,
        occurrence: requestId,
        tzdb: needs.tzdb,
        options: { ...run.options, recipients: to, resendOf: run.options.resendOf ?? runId, waitS: 0 },
        dueAt: now,
        deadlineAt: now.add({ seconds: DEADLINE_S }),
        skip: null,
      },
      now,
    );
    await writeAudit(
      trx,
      { actor, action: 'run-resend', object: `run ${runId}`, detail: { run: id, to } },
      now,
    );
    return id;
  });
}

/** What a person says of a held mail: it arrived, or it goes out once more. Throws `bad-state` when it is not held. */
export async function settleHeld(
  { db, now, actor }: RunNeeds,
  dispatchId: number,
  decision: 'sent' | 'queued',
): Promise<void> {
  await db.transaction(async (trx) => {
    await decideHeldDispatch(trx, dispatchId, decision, now);
    const action = `dispatch-${decision}`;
    await writeAudit(trx, { actor, action, object: `dispatch ${dispatchId}` }, now);
  });
}

export async function requireRun(db: Db, runId: number): Promise<Run> {
  const run = await findRun(db, runId);
  if (run === null) throw new Failure('bad-input', `run: ${runId} does not exist`);
  return run;
}

async function checked(db: Db, recipients: readonly string[]): Promise<readonly string[]> {
  const addresses = recipients.map((text) => parseAddress(text, '--mail-to'));
  const [refused] = await notAllowed(
    db,
    addresses.map(({ key }) => key),
  );
  if (refused === undefined) return addresses.map(({ address }) => address);
  throw new Failure(
    'bad-input',
    `--mail-to: ${refused} is not on the allow-list; add it with \`sms-reports recipients allow\``,
  );
}

async function missed(db: Db, run: Run): Promise<readonly string[]> {
  const dispatches = await loadDispatchesOf(db, run.id);
  const failed = dispatches.filter(({ state }) => state === 'failed').map(({ recipient }) => recipient);
  if (failed.length > 0) return failed;
  throw new Failure('bad-state', `no mail of run ${run.id} has failed; name recipients with --mail-to`);
}
