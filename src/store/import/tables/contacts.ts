import { PHONE_LIBRARY } from '../../../core/phones/phone-library.ts';
import type { PhoneRule } from '../../../core/phones/phone-rule.ts';
import type { PhoneVerdict } from '../../../core/phones/phone-verdict.ts';
import type { ContactRow } from '../../../core/source-row.ts';
import type { ImportTable } from '../import-table.ts';
import { dateTimeOrNull, type Field } from '../tsv.ts';

/** A contact whose number is hashed and encrypted; both in hex. The number itself does not come to the database. */
export type SealedContact = Omit<ContactRow, 'phone' | 'judged'> & {
  readonly phoneHash: string | null;
  readonly phoneCipher: string | null;
  readonly phoneKind: string | null;
  readonly isPhoneValid: boolean | null;
  readonly flag: SealedVerdict | null;
};

/** A row of `phone_verdicts` as far as the source decides it; hashes and ciphers in hex. */
export type SealedVerdict = {
  readonly verdict: PhoneVerdict;
  readonly rule: PhoneRule;
  readonly rawMasked: string;
  readonly rawCipher: string;
  readonly candidateHash: string | null;
  readonly candidateCipher: string | null;
  readonly candidateMasked: string | null;
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
    'verdict',
    'rule',
    'raw_masked',
    'raw_enc',
    'candidate_hmac',
    'candidate_enc',
    'candidate_masked',
    'judged_by',
  ],
  fields: (row) => [
    row.contactId,
    row.phoneHash,
    row.phoneKind,
    row.isPhoneValid,
    row.country,
    row.timezone,
    row.segmentId,
    dateTimeOrNull(row.createdMs),
    row.phoneCipher,
    ...flagFields(row.flag),
  ],
  key: (row) => row.contactId,
  repeats: { keep: 'last' },
  merge: 'contacts',
};

function flagFields(flag: SealedVerdict | null): readonly Field[] {
  if (flag === null) return NO_FLAG;
  return [
    flag.verdict,
    flag.rule,
    flag.rawMasked,
    flag.rawCipher,
    flag.candidateHash,
    flag.candidateCipher,
    flag.candidateMasked,
    PHONE_LIBRARY,
  ];
}

const NO_FLAG: readonly null[] = Array.from({ length: 8 }, () => null);
