import type { Db } from '../../src/store/connect.ts';

/** Nothing counts before both sides name the same contacts. */
export async function assertProposals(
  db: Db,
  plain: readonly { readonly contact_id: number }[],
): Promise<void> {
  const ours: readonly number[] = await db('recommendations')
    .where({ is_open: 1, rule_id: 'R1' })
    .orderBy('contact_id')
    .pluck('contact_id');
  const theirs = plain.map(({ contact_id: id }) => id).toSorted((left, right) => left - right);
  if (ours.length === theirs.length && ours.every((id, at) => id === theirs[at])) return;
  throw new Error(`proposals differ: ours ${ours.length}, the plain query ${theirs.length}`);
}
