import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import type { Row } from '../select-rows.ts';

/** One of the rows that hold a number. */
export type ContactRow = {
  readonly number: number;
  /** of the sending platform */
  readonly contactId: string;
  readonly personId: number;
  readonly phoneHmac: Buffer | null;
  readonly phoneEnc: Buffer | null;
  readonly phoneKind: string | null;
  readonly isValid: boolean | null;
  readonly country: string | null;
  readonly segmentId: string | null;
  /** what is wrong with its notation or range; null = nothing, or not judged */
  readonly verdict: string | null;
  readonly verdictRule: string | null;
};

/** Every contact that has the number of this one (the contact itself where it has none); empty = unknown. */
export async function findContactsOf(
  db: Db,
  wanted: { readonly contactId: string } | { readonly phoneHmacs: readonly Buffer[] },
): Promise<readonly ContactRow[]> {
  if ('phoneHmacs' in wanted) return contactsWhere(db, 'c.phone_hmac', wanted.phoneHmacs);
  const [own] = await contactsWhere(db, 'c.contact_id', [wanted.contactId]);
  if (own === undefined) return [];
  return own.phoneHmac === null ? [own] : contactsWhere(db, 'c.phone_hmac', [own.phoneHmac]);
}

async function contactsWhere(
  db: Db,
  column: string,
  values: readonly (string | Buffer)[],
): Promise<readonly ContactRow[]> {
  const rows: readonly Row[] = await db('contacts as c')
    .leftJoin('segments as s', 's.id', 'c.segment_id')
    .leftJoin('phone_verdicts as v', 'v.contact_id', 'c.id')
    .whereIn(column, values)
    .orderBy('c.id')
    .select(
      'c.id',
      'c.contact_id',
      'c.person_id',
      'c.phone_hmac',
      'c.phone_enc',
      'c.phone_kind',
      'c.phone_valid',
      'c.country',
      's.segment_id as segment',
      'v.verdict',
      'v.rule',
    );
  return rows.map((row) => {
    const read = readRow(row);
    const valid = read.numberOrNull('phone_valid');
    return {
      number: read.number('id'),
      contactId: read.text('contact_id'),
      personId: read.number('person_id'),
      phoneHmac: bytesOf(row['phone_hmac']),
      phoneEnc: bytesOf(row['phone_enc']),
      phoneKind: read.textOrNull('phone_kind'),
      isValid: valid === null ? null : valid === 1,
      country: read.textOrNull('country'),
      segmentId: read.textOrNull('segment'),
      verdict: read.textOrNull('verdict'),
      verdictRule: read.textOrNull('rule'),
    };
  });
}

function bytesOf(value: unknown): Buffer | null {
  return Buffer.isBuffer(value) ? value : null;
}
