import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';

/** A contact as it must be judged and stored again. */
export type PhoneContact = {
  readonly id: number;
  readonly contactId: string;
  readonly phoneHash: Buffer | null;
  readonly phoneCipher: Buffer | null;
  readonly phoneKind: string | null;
  readonly isPhoneValid: boolean | null;
  readonly country: string | null;
  readonly timezone: string | null;
  readonly segmentId: string | null;
  readonly createdMs: number | null;
  /** null = nothing is wrong, or it was never judged, or it is a duplicate only */
  readonly verdict: string | null;
  readonly rule: string | null;
  /** what the source wrote; null = the number is all that is known */
  readonly rawCipher: Buffer | null;
  readonly candidateHash: Buffer | null;
};

/** Contacts in the order of their numbers, past `after`. */
export async function readPhoneContacts(
  db: Db,
  after: number,
  rows: number,
): Promise<readonly PhoneContact[]> {
  return (await selectRows(db, 'phones/read-contacts', { after, rows })).map(toContact);
}

/** Holds these contacts until the end of the transaction. */
export async function lockContacts(trx: Db, ids: readonly number[]): Promise<void> {
  await trx('contacts')
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate()
    .select('id');
}

function toContact(row: Row): PhoneContact {
  const isOwn = row.verdict !== 'duplicate';
  return {
    id: Number(row.id),
    contactId: String(row.contact_id),
    phoneHash: bytesOf(row.phone_hmac),
    phoneCipher: bytesOf(row.phone_enc),
    phoneKind: textOf(row.phone_kind),
    isPhoneValid: row.phone_valid === null ? null : Number(row.phone_valid) === 1,
    country: textOf(row.country),
    timezone: textOf(row.timezone),
    segmentId: textOf(row.segment_id),
    createdMs: row.created_at instanceof Date ? row.created_at.getTime() : null,
    verdict: isOwn ? textOf(row.verdict) : null,
    rule: isOwn ? textOf(row.rule) : null,
    rawCipher: bytesOf(row.raw_enc),
    candidateHash: bytesOf(row.candidate_hmac),
  };
}

function bytesOf(value: unknown): Buffer | null {
  return Buffer.isBuffer(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
