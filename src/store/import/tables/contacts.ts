import type { ContactRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTimeOrNull } from '../tsv.ts';

/** A contact whose number is hashed and encrypted; both in hex. The number itself does not come to the database. */
export type SealedContact = ContactRow & {
  readonly phoneHash: string | null;
  readonly phoneCipher: string | null;
};

export const CONTACT_TABLE: ImportTable<SealedContact> = {
  kind: 'contacts',
  columns: [
    'contact_id',
    'phone_hmac',
    'phone_kind',
    'phone_valid',
    'country',
    'timezone',
    'segment_id',
    'created_at',
    'phone_enc',
  ],
  fields: (row) => [
    row.contactId,
    row.phoneHash,
    row.phone?.kind ?? null,
    row.phone === null ? null : row.phone.isValid,
    row.country,
    row.timezone,
    row.segmentId,
    dateTimeOrNull(row.createdMs),
    row.phoneCipher,
  ],
  key: (row) => row.contactId,
  repeats: { keep: 'last' },
  merge: 'contacts',
};
