import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { Failure } from '../core/failure.ts';

export type PhoneKeys = {
  /** how often the key was changed; 0 = never */
  readonly generation: number;
  /** true = some rows are still hashed and sealed with the key before */
  readonly isMoving: boolean;
  /** 32 bytes that are the same for the same number; for joins */
  readonly hash: (e164: string) => Buffer;
  /** every hash the number may stand under, the one of now first */
  readonly hashes: (e164: string) => readonly Buffer[];
  /** from the hash with the key before to that of now; no number is needed for it */
  readonly rehash: (hash: Buffer) => Buffer;
  /** 32 bytes that no change of the key changes; only for ids that are made of a number and hashed once more */
  readonly identity: (e164: string) => Buffer;
  /** nonce, tag, UTF-8; of a number at most 64 bytes; the same for the same text, which `hash` tells anyway */
  readonly encrypt: (text: string) => Buffer;
  /** every form in which the text may be sealed, the one of now first */
  readonly encryptions: (text: string) => readonly Buffer[];
  /** Fails with `bad-state` when the bytes were not made with this key, nor with the one before while it is left. */
  readonly decrypt: (bytes: Buffer) => string;
  /** 16 bytes that are the same for the same address; no change of the key changes them */
  readonly hashAddress: (address: string) => Buffer;
};

/** What a database says of its key. */
export type PhoneKeyState = {
  readonly generation: number;
  /** hash keys of the keys before, sealed with this one; null = there was none */
  readonly formerEnc: Buffer | null;
  /** what opens numbers sealed by the key before, sealed with this one; null = none is left */
  readonly beforeEnc: Buffer | null;
};

const NONCE = 12;
const TAG = 16;
const KEY = 32;
const FIRST: PhoneKeyState = { generation: 0, formerEnc: null, beforeEnc: null };

type Sealing = { readonly showing: Buffer; readonly nonces: Buffer };

/**
 * Keys from SECRET_KEY or PHONE_KEY, one per purpose, so that none tells anything about another. Where the key was
 * changed, a hash is the hash with the first key, hashed with the second, and so on: no change needs the number.
 */
export function derivePhoneKeys(secretKey: string, state: PhoneKeyState = FIRST): PhoneKeys {
  const own = sealingOf(secretKey);
  const { joinings, addresses } = hashKeys(secretKey, state.formerEnc);
  const before = state.beforeEnc === null ? null : splitSealing(open(wrapping(secretKey), state.beforeEnc));
  const hashed = (text: string | Buffer, keys: readonly Buffer[]): Buffer =>
    keys.reduce<Buffer>((bytes, key) => hmac(key, bytes), Buffer.from(text));
  const hash = (e164: string): Buffer => hashed(e164, joinings);
  const encrypt = (text: string): Buffer => seal(own, Buffer.from(text));
  return {
    generation: state.generation,
    isMoving: before !== null,
    hash,
    hashes: (e164) => (before === null ? [hash(e164)] : [hash(e164), hashed(e164, joinings.slice(0, -1))]),
    rehash: (bytes) => hashed(bytes, joinings.slice(-1)),
    identity: (e164) => hashed(e164, joinings.slice(0, 1)),
    encrypt,
    encryptions: (text) =>
      before === null ? [encrypt(text)] : [encrypt(text), seal(before, Buffer.from(text))],
    decrypt: (bytes) => openEither(own, before, bytes).toString('utf8'),
    hashAddress: (address) => hmac(addresses, Buffer.from(address)).subarray(0, 16),
  };
}

/** What a database may hold of its key, to tell it from others. */
export function proofOfKey(secretKey: string): Buffer {
  return derive(secretKey, 'phone-proof').subarray(0, 16);
}

/** What a database has to hold from the moment on at which `to` follows `from`. */
export function nextPhoneKey(from: string, state: PhoneKeyState, to: string): PhoneKeyState {
  const { joinings, addresses } = hashKeys(from, state.formerEnc);
  const { showing, nonces } = sealingOf(from);
  return {
    generation: state.generation + 1,
    formerEnc: seal(wrapping(to), Buffer.concat([addresses, ...joinings])),
    beforeEnc: seal(wrapping(to), Buffer.concat([showing, nonces])),
  };
}

function hashKeys(
  secretKey: string,
  formerEnc: Buffer | null,
): { readonly joinings: readonly Buffer[]; readonly addresses: Buffer } {
  const own = derive(secretKey, 'phone-join');
  if (formerEnc === null) return { joinings: [own], addresses: derive(secretKey, 'address-join') };
  const bytes = open(wrapping(secretKey), formerEnc);
  const former: Buffer[] = [];
  for (let at = KEY; at < bytes.length; at += KEY) former.push(bytes.subarray(at, at + KEY));
  return { joinings: [...former, own], addresses: bytes.subarray(0, KEY) };
}

function sealingOf(secretKey: string): Sealing {
  return { showing: derive(secretKey, 'phone-show'), nonces: derive(secretKey, 'phone-nonce') };
}

/** Keys are sealed with a key that seals no number. */
function wrapping(secretKey: string): Sealing {
  return { showing: derive(secretKey, 'phone-keys'), nonces: derive(secretKey, 'phone-keys-nonce') };
}

function splitSealing(bytes: Buffer): Sealing {
  return { showing: bytes.subarray(0, KEY), nonces: bytes.subarray(KEY) };
}

function seal({ showing, nonces }: Sealing, plain: Buffer): Buffer {
  // A nonce may never serve two texts: it is made of the text.
  const nonce = hmac(nonces, plain).subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', showing, nonce);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function openEither(own: Sealing, before: Sealing | null, bytes: Buffer): Buffer {
  if (before === null) return open(own, bytes);
  try {
    return open(own, bytes);
  } catch {
    return open(before, bytes);
  }
}

function open({ showing }: Sealing, bytes: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', showing, bytes.subarray(0, NONCE), {
      authTagLength: TAG,
    });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
  } catch (cause) {
    throw new Failure('bad-state', 'a phone number was encrypted with another SECRET_KEY', { cause });
  }
}

function hmac(key: Buffer, bytes: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}

function derive(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'sms-reports', purpose, KEY));
}
