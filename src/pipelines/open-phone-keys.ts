import { Failure } from '../core/failure.ts';
import { derivePhoneKeys, type PhoneKeyState, type PhoneKeys, proofOfKey } from '../crypto/phones.ts';
import type { Db } from '../store/connect.ts';
import { readPhoneKey, type StoredPhoneKey } from '../store/phones/phone-key.ts';

/** SECRET_KEY; where PHONE_KEY is set: that, and the keys that may have been in use before it. */
export type PhoneSecret = string | readonly string[];

/** The keys of the phones of this database as they are now. Fails with `bad-config` when none of ours is the one in use. */
export async function openPhoneKeys(db: Db, secret: PhoneSecret): Promise<PhoneKeys> {
  const stored = await readPhoneKey(db);
  return derivePhoneKeys(await findKeyInUse(db, stored, secret), stateOf(stored));
}

export function stateOf({ generation, formerEnc, beforeEnc }: StoredPhoneKey): PhoneKeyState {
  return { generation, formerEnc, beforeEnc };
}

/** Of the keys that are set, the one in use; where no phone is stored, the first. */
export async function findKeyInUse(db: Db, { proof }: StoredPhoneKey, secret: PhoneSecret): Promise<string> {
  const [wanted, ...others] = typeof secret === 'string' ? [secret] : secret;
  if (wanted === undefined) throw new Failure('internal', 'no key for phones was handed over');
  if (proof === null && others.length === 0) return wanted;
  const sealed = proof === null ? await firstSealed(db) : null;
  if (proof === null && sealed === null) return wanted;
  const found = [wanted, ...others].find((key) =>
    proof === null ? sealed !== null && opens(key, sealed) : proofOfKey(key).equals(proof),
  );
  if (found === undefined) throw wrongKey(others.length > 0);
  return found;
}

/** A phone as it is stored; null = there is none. */
export async function firstSealed(db: Db): Promise<Buffer | null> {
  const row: { readonly phone_enc: Buffer } | undefined = await db('contacts')
    .whereNotNull('phone_enc')
    .orderBy('id')
    .first('phone_enc');
  return row?.phone_enc ?? null;
}

export function opens(key: string, sealed: Buffer): boolean {
  try {
    derivePhoneKeys(key).decrypt(sealed);
    return true;
  } catch {
    return false;
  }
}

export function wrongKey(hasPhoneKey: boolean): Failure {
  return new Failure(
    'bad-config',
    hasPhoneKey
      ? 'PHONE_KEY: neither this nor PHONE_KEY_BEFORE nor SECRET_KEY is the one that the phones of this database are stored with; set the one before as PHONE_KEY_BEFORE (docs/security.md, Keys)'
      : 'SECRET_KEY: is not the one that the phones of this database were stored with; set that one, or their PHONE_KEY (docs/security.md, Keys)',
  );
}
