import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import type { ReportModel } from '../core/reports/report-model.ts';
import { toColumn } from './column-values.ts';
import type { Db } from './connect.ts';

/** A worker that says nothing for so long has lost the run. */
const LEASE_S = 60;

/** Who works on a run now. Every write of the holder names the fence; an older holder changes nothing. */
export type Lease = { readonly runId: number; readonly owner: string; readonly fence: number };

const TABLE = 'report_runs';

/** null = not due, final, or in other hands. Counts the attempt before the work, so that a crash counts too. */
export async function claimRun(
  db: Db,
  runId: number,
  owner: string,
  now: Temporal.Instant,
): Promise<Lease | null> {
  return db.transaction(async (trx) => {
    const claimed = await trx(TABLE)
      .where({ id: runId, state: 'planned' })
      .where('next_attempt_at', '<=', toColumn(now))
      .update({
        state: 'running',
        attempt: trx.raw('attempt + 1'),
        fence: trx.raw('fence + 1'),
        lease_owner: owner,
        lease_until: toColumn(now.add({ seconds: LEASE_S })),
      });
    if (claimed !== 1) return null;
    const [row] = await trx(TABLE).where({ id: runId }).select('fence');
    return { runId, owner, fence: Number(row?.fence) };
  });
}

/** false = the lease is lost: stop, somebody else has the run. */
export async function renewLease(db: Db, lease: Lease, now: Temporal.Instant): Promise<boolean> {
  const renewed = await held(db, lease).update({ lease_until: toColumn(now.add({ seconds: LEASE_S })) });
  return renewed === 1;
}

/** Back to planned. `countsAsAttempt: false` for a run that only waits. */
export async function releaseRun(
  db: Db,
  lease: Lease,
  release: {
    readonly nextAttemptAt: Temporal.Instant;
    readonly reason: string;
    readonly countsAsAttempt: boolean;
  },
): Promise<boolean> {
  const released = await held(db, lease).update({
    state: 'planned',
    next_attempt_at: toColumn(release.nextAttemptAt),
    reason: cut(release.reason),
    ...(release.countsAsAttempt ? {} : { attempt: db.raw('attempt - 1') }),
    ...NO_LEASE,
  });
  return released === 1;
}

export async function failRun(db: Db, lease: Lease, reason: string, now: Temporal.Instant): Promise<boolean> {
  const failed = await held(db, lease).update({
    state: 'failed',
    reason: cut(reason),
    finished_at: toColumn(now),
    ...NO_LEASE,
  });
  return failed === 1;
}

/** In one transaction with the dispatches of the run. false = the lease is lost; roll back. */
export async function saveRendered(
  trx: Db,
  lease: Lease,
  rendered: { readonly model: ReportModel; readonly subject: string },
): Promise<boolean> {
  const json = canonicalJson(rendered.model);
  const saved = await held(trx, lease).update({
    state: 'rendered',
    reason: null,
    as_of: toColumn(Temporal.Instant.from(rendered.model.asOf)),
    model: json,
    model_sha256: createHash('sha256').update(json).digest(),
    subject: cut(rendered.subject),
    ...NO_LEASE,
  });
  return saved === 1;
}

/** For a graceful stop: what this worker still holds goes back at once instead of after the lease. */
export async function releaseAllOf(db: Db, owner: string, now: Temporal.Instant): Promise<number> {
  return db(TABLE)
    .where({ lease_owner: owner, state: 'running' })
    .update({
      state: 'planned',
      next_attempt_at: toColumn(now),
      reason: 'its worker was stopped',
      fence: db.raw('fence + 1'),
      ...NO_LEASE,
    });
}

const NO_LEASE = { lease_owner: null, lease_until: null } as const;

function held(db: Db, { runId, owner, fence }: Lease) {
  return db(TABLE).where({ id: runId, state: 'running', lease_owner: owner, fence });
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
