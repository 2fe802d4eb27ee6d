import type { PhoneRule } from '../../core/phones/phone-rule.ts';
import { type PhoneVerdict, patternCondemns } from '../../core/phones/phone-verdict.ts';
import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';
import { ruleOf, verdictOf } from './count-verdicts.ts';

export type ListedVerdict = {
  readonly contactId: string;
  readonly verdict: PhoneVerdict;
  readonly rule: PhoneRule;
  /** as the source wrote it, masked; null = as the contact has it, see `phoneCipher` */
  readonly writtenMasked: string | null;
  readonly phoneCipher: Buffer | null;
  readonly kind: string | null;
  readonly country: string | null;
  /** what may be meant, masked */
  readonly candidateMasked: string | null;
  /** another contact with the same number; null = none */
  readonly sameAs: string | null;
  readonly everDelivered: boolean;
  /** true = the pattern alone may take the contact off the list */
  readonly isCondemned: boolean;
};

export type ListAsked = {
  /** null = all that is wrong */
  readonly verdict: PhoneVerdict | null;
  /** contact to go on after; null = from the first */
  readonly afterContactId: string | null;
  readonly rowsAtMost: number;
};

/** In the order in which the contacts came. An unknown `afterContactId` gives nothing. */
export async function listVerdicts(db: Db, asked: ListAsked): Promise<readonly ListedVerdict[]> {
  const after = await numberOf(db, asked.afterContactId);
  if (after === null) return [];
  const rows = asked.rowsAtMost;
  return asked.verdict === 'ambiguous_type'
    ? (await selectRows(db, 'phones/list-ambiguous', { after, rows })).map(listed)
    : (await selectRows(db, 'phones/list-verdicts', { after, rows, verdict: asked.verdict ?? '' })).map(
        listed,
      );
}

async function numberOf(db: Db, contactId: string | null): Promise<number | null> {
  if (contactId === null) return 0;
  const row: unknown = await db('contacts').where({ contact_id: contactId }).first('id');
  return typeof row === 'object' && row !== null && 'id' in row ? Number(row.id) : null;
}

function listed(row: Row): ListedVerdict {
  const verdict = verdictOf(row);
  const everDelivered = Number(row.ever_delivered) === 1;
  return {
    contactId: String(row.contact_id),
    verdict,
    rule: ruleOf(row),
    writtenMasked: textOf(row.raw_masked),
    phoneCipher: Buffer.isBuffer(row.phone_enc) ? row.phone_enc : null,
    kind: textOf(row.phone_kind),
    country: textOf(row.country),
    candidateMasked: textOf(row.candidate_masked),
    sameAs: textOf(row.same_as),
    everDelivered,
    isCondemned: patternCondemns(verdict, everDelivered),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
