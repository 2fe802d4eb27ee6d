import { randomBytes } from 'node:crypto';
import { applyRecommendations } from '../../src/pipelines/apply-recommendations.ts';
import type { Choice } from '../../src/store/cleaning/choose-recommendations.ts';
import type { Db } from '../../src/store/connect.ts';
import { NOW } from './cleaning-bench.ts';

export const APPROVED = { state: 'approved', decidedBy: 'web:anna' } as const;
export const ALL = { filter: { state: 'approved' } } as const;

export type ApplyOptions = {
  readonly isLargeAllowed?: boolean;
  readonly fourEyes?: 'off' | 'apply';
  readonly actor?: string;
};

export function applyNeeds(db: Db) {
  return { db, owner: randomBytes(4).toString('hex'), reach: () => undefined, fourEyes: 'off' as const };
}

export function applyOn(
  db: Db,
  choice: Choice,
  { isLargeAllowed = false, fourEyes = 'off', actor = 'cli:ben' }: ApplyOptions = {},
) {
  return applyRecommendations({ ...applyNeeds(db), fourEyes }, { choice, actor, isLargeAllowed, at: NOW });
}

/** "c1 invalid_number", with the sender where it is only for one */
export async function suppressedContacts(db: Db): Promise<readonly string[]> {
  const rows = await db('suppressed_contacts')
    .orderBy(['contact_number', 'reason', 'sender'])
    .select('contact_id', 'reason', 'sender');
  return rows.map((row) => [row.contact_id, row.reason, row.sender].filter((word) => word !== '').join(' '));
}
