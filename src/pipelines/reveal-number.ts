import { Failure } from '../core/failure.ts';
import { auditRecommendation } from '../store/cleaning/audit-recommendation.ts';
import { readSealedPhone } from '../store/cleaning/sealed-phone.ts';
import type { Db } from '../store/connect.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

export type RevealNeeds = { readonly db: Db; readonly secretKey: PhoneSecret };

/**
 * The number in full, for the one page that may show it. It is noted who saw it before it is given out. Throws
 * `bad-state` when there is none, or none that this key can open.
 */
export async function revealNumber(
  { db, secretKey }: RevealNeeds,
  recommendationId: number,
  actor: string,
  at: Temporal.Instant,
): Promise<string> {
  return retriedTransaction(db, async (trx) => {
    const sealed = await readSealedPhone(trx, recommendationId);
    if (sealed === null) throw new Failure('bad-state', 'the contact has no number that can be shown');
    const number = (await openPhoneKeys(trx, secretKey)).decrypt(sealed);
    await auditRecommendation(trx, recommendationId, { actor, action: 'number-show' }, at);
    return number;
  });
}
