import { Failure } from '../../core/failure.ts';
import { fromNullableColumn, toColumn } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** What the database knows of the key that its phones are hashed and sealed with. */
export type StoredPhoneKey = {
  /** how often it was changed */
  readonly generation: number;
  /** tells it from others; null = the first one, not seen yet */
  readonly proof: Buffer | null;
  readonly formerEnc: Buffer | null;
  /** null = nothing is left of the key before */
  readonly beforeEnc: Buffer | null;
  /** of the key that a change is prepared for; null = none is */
  readonly nextProof: Buffer | null;
  /** which column is being sealed anew, and up to which id of its table it is done */
  readonly resealing: { readonly step: number; readonly after: number };
  readonly startedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
};

const ROW = { id: 1 };

export async function readPhoneKey(db: Db): Promise<StoredPhoneKey> {
  return storedOf(await db('phone_key').where(ROW).first());
}

/** Nobody else reads or writes a hash of a phone before this transaction ends. */
export async function lockPhoneKey(trx: Db): Promise<StoredPhoneKey> {
  return storedOf(await trx('phone_key').where(ROW).forUpdate().first());
}

/**
 * For whoever writes what these keys hashed or sealed, before anything else in its transaction: the key stays as it is
 * until that ends. Fails when it is another one by now (`isOtherKey`), to be begun again with that. True = some
 * numbers still stand under the key before: `carryOver` what is touched.
 */
export async function holdPhoneKey(trx: Db, generation: number | null): Promise<boolean> {
  const { beforeEnc, ...stored } = storedOf(await trx('phone_key').where(ROW).forShare().first());
  if (generation !== null && stored.generation !== generation) throw new Failure('bad-state', CHANGED);
  return beforeEnc !== null;
}

/**
 * For whoever copies hashes from table to table or joins them in several statements. Fails with `locked` while some
 * numbers still stand under the key before; where it does not, no change begins before this transaction ends.
 */
export async function holdSettledPhoneKey(trx: Db): Promise<void> {
  if (!(await holdPhoneKey(trx, null))) return;
  throw new Failure(
    'locked',
    'phones are being given another key; wait until `sms-reports phones rotate` is done',
    { retryable: true },
  );
}

const CHANGED = 'phones have been given another key meanwhile; begin again';

export function isOtherKey(error: unknown): boolean {
  return error instanceof Failure && error.message === CHANGED;
}

export type PhoneKeyChange = {
  readonly generation?: number;
  readonly proof?: Buffer;
  readonly formerEnc?: Buffer | null;
  readonly beforeEnc?: Buffer | null;
  readonly nextProof?: Buffer | null;
  readonly resealing?: StoredPhoneKey['resealing'];
  readonly startedAt?: Temporal.Instant;
  readonly finishedAt?: Temporal.Instant | null;
};

export async function savePhoneKey(trx: Db, change: PhoneKeyChange): Promise<void> {
  const { resealing, startedAt, finishedAt } = change;
  const given = {
    generation: change.generation,
    proof: change.proof,
    former_enc: change.formerEnc,
    before_enc: change.beforeEnc,
    next_proof: change.nextProof,
    reseal_step: resealing?.step,
    reseal_after: resealing?.after,
    started_at: startedAt === undefined ? undefined : toColumn(startedAt),
    finished_at: finishedAt === undefined || finishedAt === null ? finishedAt : toColumn(finishedAt),
  };
  const columns = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await trx('phone_key').where(ROW).update(columns);
}

/** Once, as soon as a key has opened a phone: so that it is known also when no phone is there any more. */
export async function notePhoneKey(db: Db, proof: Buffer): Promise<void> {
  await db('phone_key').where(ROW).whereNull('proof').update({ proof });
}

function storedOf(row: Row | undefined): StoredPhoneKey {
  if (row === undefined) throw new Failure('bad-state', 'phone_key has no row; put its backup back');
  const read = readRow(row);
  return {
    generation: read.number('generation'),
    proof: bytesOf(row['proof']),
    formerEnc: bytesOf(row['former_enc']),
    beforeEnc: bytesOf(row['before_enc']),
    nextProof: bytesOf(row['next_proof']),
    resealing: { step: read.number('reseal_step'), after: read.number('reseal_after') },
    startedAt: momentOf(row['started_at']),
    finishedAt: momentOf(row['finished_at']),
  };
}

function bytesOf(value: unknown): Buffer | null {
  return Buffer.isBuffer(value) ? value : null;
}

function momentOf(value: unknown): Temporal.Instant | null {
  return fromNullableColumn(value instanceof Date ? value : null);
}
