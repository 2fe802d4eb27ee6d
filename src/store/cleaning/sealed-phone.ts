import type { Db } from '../connect.ts';

/** Encrypted, of the contact a recommendation is about; null = it has none, or was erased. */
export async function readSealedPhone(db: Db, recommendationId: number): Promise<Buffer | null> {
  const row = await db('recommendations AS r')
    .join('contacts AS c', 'c.id', 'r.contact_id')
    .where('r.id', recommendationId)
    .first('c.phone_enc');
  const sealed: unknown = row?.phone_enc;
  return Buffer.isBuffer(sealed) ? sealed : null;
}
