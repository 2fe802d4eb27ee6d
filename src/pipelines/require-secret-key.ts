import { proofOfKey } from '../crypto/phones.ts';
import type { Db } from '../store/connect.ts';
import { notePhoneKey, readPhoneKey } from '../store/phones/phone-key.ts';
import { isReadOnlyError } from '../store/retryable-error.ts';
import { findKeyInUse, firstSealed, opens, type PhoneSecret, wrongKey } from './open-phone-keys.ts';

/**
 * Fails with `bad-config` when the phones there were stored with another key. Going on would hash the numbers that
 * come in otherwise: nobody would be found again, and who said stop would be sent to.
 */
export async function requireSecretKey(db: Db, secret: PhoneSecret): Promise<void> {
  const stored = await readPhoneKey(db);
  const key = await findKeyInUse(db, stored, secret);
  if (stored.proof !== null) return;
  const sealed = await firstSealed(db);
  if (sealed === null) return;
  if (!opens(key, sealed)) throw wrongKey(typeof secret !== 'string');
  await notePhoneKey(db, proofOfKey(key)).catch((error: unknown) => {
    // it is noted at a start after the failover
    if (!isReadOnlyError(error)) throw error;
  });
}
