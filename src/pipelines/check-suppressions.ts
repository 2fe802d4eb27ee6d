import { maskPhone } from '../core/phone-number.ts';
import { findMessagedSince, type MessagedContact } from '../store/cleaning/messaged-since.ts';
import type { Db } from '../store/connect.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

type CheckedContact = Omit<MessagedContact, 'phoneEnc'> & { readonly phoneMasked: string | null };

export type SuppressionCheck = {
  readonly messages: number;
  readonly contacts: number;
  readonly otherMessages: number;
  /** the latest first; numbers masked */
  readonly listed: readonly CheckedContact[];
};

/** Suppressed, yet messaged since: whether the sending platform obeys the list. */
export async function checkSuppressions(
  { db, secretKey }: { readonly db: Db; readonly secretKey: PhoneSecret },
  since: Temporal.Instant,
  size: number,
): Promise<SuppressionCheck> {
  const { listed, ...counts } = await findMessagedSince(db, since, size);
  const keys = await openPhoneKeys(db, secretKey);
  return {
    ...counts,
    listed: listed.map(({ phoneEnc, ...one }) => ({
      ...one,
      phoneMasked: phoneEnc === null ? null : maskPhone(keys.decrypt(phoneEnc)),
    })),
  };
}
