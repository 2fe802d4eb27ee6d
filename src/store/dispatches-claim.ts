import { Failure } from '../core/failure.ts';
import { type AmbiguousPolicy, readRunOptions } from '../core/runs/run-options.ts';
import { fromColumn, fromNullableColumn, jsonFromColumn, toColumn } from './column-values.ts';
import type { Db } from './connect.ts';
import { hasLeft } from './left-recipients.ts';

/** A dispatch in our hands until the lease ends; every later write names the fence. */
export type DispatchClaim = {
  readonly id: number;
  readonly runId: number;
  readonly fence: number;
  readonly attempt: number;
  readonly recipient: string;
  readonly envelope: unknown;
  /** hex; which form of the envelope is sent */
  readonly mailSha256: string;
  readonly standing: DispatchStanding;
};

/** What the decision after an attempt depends on. */
export type DispatchStanding = {
  readonly attempt: number;
  readonly ambiguousAttempts: number;
  readonly crashes: number;
  readonly deadlineAt: Temporal.Instant;
  readonly ambiguousPolicy: AmbiguousPolicy;
};

export type ClaimRequest = {
  readonly id: number;
  readonly owner: string;
  readonly now: Temporal.Instant;
  readonly leaseS: number;
};

/** `queued -> sending[connect]`; null = not queued, not due, past its deadline, or not there. Counts the attempt at once. */
export function claimDispatch(db: Db, request: ClaimRequest): Promise<DispatchClaim | null> {
  const now = toColumn(request.now);
  return db.transaction(async (trx) => {
    // the run in the subquery is read and not locked
    const row: RowWithOptions | undefined = await trx('report_dispatches as d')
      .where('d.id', request.id)
      .forUpdate()
      .first('d.*', optionsOfRun(trx));
    if (row === undefined || row.state !== 'queued') return null;
    if (row.next_attempt_at > now || row.deadline_at <= now) return null;
    const attempt = row.attempt + 1;
    const fence = Number(row.fence) + 1;
    await trx('report_dispatches')
      .where({ id: request.id })
      .update({
        state: 'sending',
        phase: 'connect',
        attempt,
        fence,
        lease_owner: request.owner,
        lease_until: toColumn(request.now.add({ seconds: request.leaseS })),
      });
    await trx('dispatch_attempts').insert({ dispatch_id: request.id, attempt, fence, started_at: now });
    return {
      id: request.id,
      runId: Number(row.run_id),
      fence,
      attempt,
      recipient: row.recipient,
      envelope: jsonFromColumn(row.envelope),
      mailSha256: row.mail_sha256.toString('hex'),
      standing: standingOf({ ...row, attempt }),
    };
  });
}

type Held = Pick<DispatchClaim, 'id' | 'fence' | 'attempt'>;

/**
 * `sending[connect] -> sending[data]`, committed before the first byte of the body. Throws `locked` when the fence is
 * lost: somebody else has taken the dispatch, and nothing may go out. false = the recipient has left the report
 * meanwhile: nothing was changed, and nothing may go out either.
 */
export async function beginDispatchBody(
  db: Db,
  held: Held,
  times: { readonly now: Temporal.Instant; readonly leaseS: number },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (await hasLeft(trx, held.id)) return false;
    const changed = await trx('report_dispatches')
      .where({ id: held.id, fence: held.fence, state: 'sending', phase: 'connect' })
      .update({ phase: 'data', lease_until: toColumn(times.now.add({ seconds: times.leaseS })) });
    if (changed !== 1)
      throw new Failure('locked', `dispatch ${held.id} is in other hands (fence ${held.fence})`);
    await trx('dispatch_attempts')
      .where({ dispatch_id: held.id, attempt: held.attempt })
      .update({ data_started_at: toColumn(times.now) });
    return true;
  });
}

/** false = the lease is not ours any more */
export async function renewDispatchLease(
  db: Db,
  held: Held,
  times: { readonly now: Temporal.Instant; readonly leaseS: number },
): Promise<boolean> {
  const changed = await db('report_dispatches')
    .where({ id: held.id, fence: held.fence, state: 'sending' })
    .update({ lease_until: toColumn(times.now.add({ seconds: times.leaseS })) });
  return changed === 1;
}

/** A dispatch whose holder does not answer. */
export type LostDispatch = Held & {
  readonly runId: number;
  readonly phase: 'connect' | 'data';
  readonly bodyStartedAt: Temporal.Instant | null;
  readonly standing: DispatchStanding;
};

export async function listLostDispatches(
  db: Db,
  now: Temporal.Instant,
  limit = 200,
): Promise<readonly LostDispatch[]> {
  const rows: readonly (RowWithOptions & { readonly data_started_at: Date | null })[] = await db(
    'report_dispatches as d',
  )
    .leftJoin('dispatch_attempts as a', function onAttempt() {
      this.on('a.dispatch_id', 'd.id').andOn('a.attempt', 'd.attempt');
    })
    .where('d.state', 'sending')
    .where('d.lease_until', '<=', toColumn(now))
    .orderBy('d.id')
    .limit(limit)
    .select('d.*', 'a.data_started_at', optionsOfRun(db));
  return rows.map((row) => ({
    id: Number(row.id),
    runId: Number(row.run_id),
    fence: Number(row.fence),
    attempt: row.attempt,
    phase: row.phase === 'data' ? 'data' : 'connect',
    bodyStartedAt: fromNullableColumn(row.data_started_at),
    standing: standingOf(row),
  }));
}

type Row = {
  readonly id: number;
  readonly run_id: number;
  readonly recipient: string;
  readonly envelope: unknown;
  readonly mail_sha256: Buffer;
  readonly state: string;
  readonly phase: string | null;
  readonly attempt: number;
  readonly ambiguous_attempts: number;
  readonly crashes: number;
  readonly next_attempt_at: Date;
  readonly deadline_at: Date;
  readonly fence: number;
};

type RowWithOptions = Row & { readonly run_options: unknown };

const optionsOfRun = (db: Db) =>
  db.raw('(SELECT r.options FROM report_runs r WHERE r.id = d.run_id) AS run_options');

function standingOf(row: RowWithOptions): DispatchStanding {
  return {
    attempt: row.attempt,
    ambiguousAttempts: row.ambiguous_attempts,
    crashes: row.crashes,
    deadlineAt: fromColumn(row.deadline_at),
    ambiguousPolicy: readRunOptions(jsonFromColumn(row.run_options)).ambiguousPolicy,
  };
}
