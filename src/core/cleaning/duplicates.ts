import type { Proposal } from './rule.ts';

/** A row of the list whose number another row has too. */
export type SharingContact = {
  readonly id: number;
  /** of the sending platform */
  readonly contactId: string;
  /** latest delivery, click, reply, order or opt-in of this row; null = none */
  readonly lastPositiveMs: number | null;
  /** orders of this row alone */
  readonly orders: number;
};

/** The row that stays: the latest sign of life, then the older row. */
export function keptContact(sharing: readonly SharingContact[]): SharingContact | null {
  return (
    sharing.toSorted((a, b) => (b.lastPositiveMs ?? 0) - (a.lastPositiveMs ?? 0) || a.id - b.id)[0] ?? null
  );
}

/** R9: merge the other rows into the one that stays. Rows that each bought something may be two people of one home. */
export function proposeMerges(sharing: readonly SharingContact[]): ReadonlyMap<number, Proposal> {
  const kept = keptContact(sharing);
  if (kept === null || sharing.length < 2) return new Map();
  const isHousehold = sharing.filter(({ orders }) => orders > 0).length > 1;
  const proposal: Proposal = {
    reason: 'duplicate',
    ruleId: 'R9',
    action: 'merge',
    detail: { contactId: kept.contactId },
    confidence: isHousehold ? 0.6 : 1,
    because: isHousehold
      ? `${sharing.length} contacts have this number and more than one of them ordered: it may be shared by a household.`
      : `${sharing.length} contacts have this number; the one with the latest sign of life stays.`,
  };
  return new Map(sharing.filter(({ id }) => id !== kept.id).map(({ id }) => [id, proposal]));
}
