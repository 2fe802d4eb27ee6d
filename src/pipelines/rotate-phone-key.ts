import { Failure } from '../core/failure.ts';
import {
  derivePhoneKeys,
  nextPhoneKey,
  type PhoneKeyState,
  type PhoneKeys,
  proofOfKey,
} from '../crypto/phones.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import {
  countHashes,
  countMoves,
  dropMoves,
  moveHashes,
  NOTHING_NOTED,
  type Noted,
  noteMoves,
} from '../store/phones/move-hashes.ts';
import {
  holdPhoneKey,
  lockPhoneKey,
  readPhoneKey,
  type StoredPhoneKey,
  savePhoneKey,
} from '../store/phones/phone-key.ts';
import { countSealed, isResealed, resealSome } from '../store/phones/reseal.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { findKeyInUse, type PhoneSecret, stateOf } from './open-phone-keys.ts';

export type RotateNeeds = {
  readonly db: Db;
  /** PHONE_KEY first; a single key says that PHONE_KEY is not set */
  readonly secret: PhoneSecret;
};

export type RotateRequest = {
  readonly actor: string;
  /** numbers, and rows, in one transaction */
  readonly batchRows?: number | undefined;
  /** after each transaction; what it throws ends the work as a kill would */
  readonly onBatch?: (() => Promise<void>) | undefined;
};

/** What still stands under the key before. */
export type LeftOfKey = { readonly numbers: number; readonly sealed: number };

/** `idle`: the key that is set is in use and nothing is left; `waiting`: it is set and not in use; `moving`: some is left. */
export type RotationState = 'idle' | 'waiting' | 'moving';

const BATCH = 1_000;
const ALL = { step: 0, after: 0 };

/** How far it is, changing nothing. `left` of `waiting` is all there is. */
export async function lookAtRotation({
  db,
  secret,
}: RotateNeeds): Promise<{ readonly state: RotationState; readonly left: LeftOfKey }> {
  const { stored, wanted, inUse } = await keysOf(db, secret);
  if (stored.beforeEnc !== null) return { state: 'moving', left: await leftOf(db, stored) };
  if (wanted === inUse) return { state: 'idle', left: { numbers: 0, sealed: 0 } };
  const left = { numbers: await countHashes(db), sealed: await countSealed(db, ALL) };
  return { state: 'waiting', left };
}

/**
 * Gives the phones the key that is set: notes what every hash becomes, puts the key into use in one transaction, then
 * moves hashes and seals numbers anew, a batch a transaction. Whoever ends it anywhere begins it again. Fails with
 * `bad-config` when the key is not set or none of ours is in use.
 */
export async function rotatePhoneKey(needs: RotateNeeds, request: RotateRequest): Promise<void> {
  const { db } = needs;
  const { stored, wanted, inUse } = await keysOf(db, needs.secret);
  if (stored.beforeEnc === null) {
    if (wanted === inUse) return;
    await prepare(db, { stored, wanted, inUse }, request);
  }
  await moveAll(db, derivePhoneKeys(wanted, stateOf(await readPhoneKey(db))), request);
}

type KeysOf = { readonly stored: StoredPhoneKey; readonly wanted: string; readonly inUse: string };

async function keysOf(db: Db, secret: PhoneSecret): Promise<KeysOf> {
  const [wanted] = typeof secret === 'string' ? [] : secret;
  if (wanted === undefined)
    throw new Failure(
      'bad-config',
      'PHONE_KEY: is not set; make one with `openssl rand -hex 32`, and set it for every program (docs/security.md, Keys)',
    );
  const stored = await readPhoneKey(db);
  const inUse = await findKeyInUse(db, stored, secret);
  if (stored.beforeEnc !== null && inUse !== wanted)
    throw new Failure(
      'bad-state',
      'PHONE_KEY: something is left of the key before the one in use; set PHONE_KEY to that until `sms-reports phones rotate` is done, then to another',
    );
  return { stored, wanted, inUse };
}

/** The key before stays in use until all hashes are noted; what comes in meanwhile is noted last, with nobody else about. */
async function prepare(db: Db, keys: KeysOf, request: RotateRequest): Promise<void> {
  const { batchRows = BATCH, onBatch } = request;
  const { stored, wanted, inUse } = keys;
  const next = nextPhoneKey(inUse, stateOf(stored), wanted);
  const { rehash } = derivePhoneKeys(wanted, next);
  const nextProof = proofOfKey(wanted);
  await begin(db, stored, nextProof, batchRows);
  for (let noted: Noted | null = NOTHING_NOTED; noted !== null; ) {
    const from: Noted = noted;
    noted = await retriedTransaction(db, async (trx) => {
      await holdPhoneKey(trx, stored.generation);
      requireSameTarget(await readPhoneKey(trx), nextProof);
      return noteMoves(trx, rehash, from, batchRows);
    });
    if (noted !== null) await onBatch?.();
  }
  await retriedTransaction(db, async (trx) => {
    const now = await lockPhoneKey(trx);
    if (now.generation !== stored.generation) return;
    requireSameTarget(now, nextProof);
    for (let noted: Noted | null = NOTHING_NOTED; noted !== null; )
      noted = await noteMoves(trx, rehash, noted, batchRows);
    await putIntoUse(trx, keys, next, request.actor);
  });
}

/** What was noted for another key, that came to nothing, is dropped. */
async function begin(db: Db, stored: StoredPhoneKey, nextProof: Buffer, batchRows: number): Promise<void> {
  if (stored.nextProof?.equals(nextProof) === true) return;
  for (;;) {
    const dropped = await retriedTransaction(db, async (trx) => {
      const now = await lockPhoneKey(trx);
      if (now.generation !== stored.generation || now.nextProof?.equals(nextProof) === true) return 0;
      const rows = await dropMoves(trx, batchRows);
      if (rows < batchRows) await savePhoneKey(trx, { nextProof });
      return rows;
    });
    if (dropped < batchRows) return;
  }
}

function requireSameTarget({ nextProof }: StoredPhoneKey, wanted: Buffer): void {
  if (nextProof?.equals(wanted) === true) return;
  throw new Failure('locked', 'somebody else changes the key of phones to another one at the moment');
}

async function putIntoUse(trx: Db, { stored, wanted, inUse }: KeysOf, next: PhoneKeyState, actor: string) {
  const at = await databaseNow(trx);
  await savePhoneKey(trx, {
    ...next,
    proof: proofOfKey(wanted),
    nextProof: null,
    resealing: ALL,
    startedAt: at,
    finishedAt: null,
  });
  const detail = {
    from: shownProof(proofOfKey(inUse)),
    to: shownProof(proofOfKey(wanted)),
    generation: stored.generation + 1,
    numbers: await countMoves(trx),
  };
  await writeAudit(trx, { actor, action: 'phone-key-change', object: 'the key of phones', detail }, at);
}

async function moveAll(db: Db, keys: PhoneKeys, { actor, batchRows = BATCH, onBatch }: RotateRequest) {
  for (;;) {
    const isDone = await retriedTransaction(db, async (trx) => {
      const stored = await lockPhoneKey(trx);
      if (stored.beforeEnc === null || stored.generation !== keys.generation) return true;
      if ((await moveHashes(trx, batchRows)) > 0) return false;
      if (!isResealed(stored.resealing)) {
        const reseal = (bytes: Buffer): Buffer => keys.encrypt(keys.decrypt(bytes));
        const { next } = await resealSome(trx, stored.resealing, batchRows, reseal);
        await savePhoneKey(trx, { resealing: next });
        return false;
      }
      await finish(trx, stored, actor);
      return true;
    });
    if (isDone) return;
    await onBatch?.();
  }
}

async function finish(trx: Db, { generation, proof }: StoredPhoneKey, actor: string): Promise<void> {
  const at = await databaseNow(trx);
  await savePhoneKey(trx, { beforeEnc: null, finishedAt: at });
  const detail = { to: proof === null ? null : shownProof(proof), generation };
  await writeAudit(trx, { actor, action: 'phone-key-changed', object: 'the key of phones', detail }, at);
}

async function leftOf(db: Db, { resealing }: StoredPhoneKey): Promise<LeftOfKey> {
  return { numbers: await countMoves(db), sealed: await countSealed(db, resealing) };
}

function shownProof(proof: Buffer): string {
  return proof.toString('hex').slice(0, 8);
}
