import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { Failure } from '../core/failure.ts';

export type PhoneKeys = {
  /** 32 bytes that are the same for the same number; for joins */
  readonly hash: (e164: string) => Buffer;
  /** nonce, tag, UTF-8; of a number at most 64 bytes; the same for the same text, which `hash` tells anyway */
  readonly encrypt: (text: string) => Buffer;
  /** Fails with `bad-state` when the bytes were not made with this key. */
  readonly decrypt: (bytes: Buffer) => string;
  /** 16 bytes that are the same for the same address */
  readonly hashAddress: (address: string) => Buffer;
};

const NONCE = 12;
const TAG = 16;

/** Keys from SECRET_KEY, one per purpose, so that none tells anything about another. */
export function derivePhoneKeys(secretKey: string): PhoneKeys {
  const joining = derive(secretKey, 'phone-join');
  const showing = derive(secretKey, 'phone-show');
  const nonces = derive(secretKey, 'phone-nonce');
  const addresses = derive(secretKey, 'address-join');
  return {
    hash: (e164) => createHmac('sha256', joining).update(e164).digest(),
    encrypt: (plain) => {
      // A nonce may never serve two texts: it is made of the text.
      const nonce = createHmac('sha256', nonces).update(plain).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', showing, nonce);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    decrypt: (bytes) => decrypt(showing, bytes),
    hashAddress: (address) => createHmac('sha256', addresses).update(address).digest().subarray(0, 16),
  };
}

function decrypt(key: Buffer, bytes: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Failure('bad-state', 'a phone number was encrypted with another SECRET_KEY', { cause });
  }
}

function derive(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'sms-reports', purpose, 32));
}
