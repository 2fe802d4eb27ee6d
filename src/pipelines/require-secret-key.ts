import { Failure } from '../core/failure.ts';
import { derivePhoneKeys } from '../crypto/phones.ts';
import type { Db } from '../store/connect.ts';

/**
 * Fails with `bad-config` when the phones there were stored with another SECRET_KEY. Going on would hash the numbers that
 * come in otherwise: nobody would be found again, and who said stop would be sent to.
 */
export async function requireSecretKey(db: Db, secretKey: string): Promise<void> {
  const row: { readonly phone_enc: Buffer } | undefined = await db('contacts')
    .whereNotNull('phone_enc')
    .orderBy('id')
    .first('phone_enc');
  if (row === undefined) return;
  try {
    derivePhoneKeys(secretKey).decrypt(row.phone_enc);
  } catch (cause) {
    throw new Failure(
      'bad-config',
      'SECRET_KEY: is not the one that the phones of this database were stored with; set that one (docs/security.md, Keys)',
      { cause },
    );
  }
}
