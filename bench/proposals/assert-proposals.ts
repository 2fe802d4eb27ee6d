import type { Db } from '../../src/store/connect.ts';

/** Nothing counts before both sides name the same contacts, for the same rule where the query tells it. */
export async function assertProposals(
  db: Db,
  plain: readonly { readonly contact_id: number; readonly rule?: string }[],
  only?: string,
): Promise<void> {
  const open: readonly { readonly contact_id: number; readonly rule_id: string }[] = await db(
    'recommendations',
  )
    .where({ is_open: 1, ...(only === undefined ? {} : { rule_id: only }) })
    .select('contact_id', 'rule_id');
  const ours = open.map((row) => `${row.contact_id} ${row.rule_id}`).toSorted();
  const theirs = plain.map((row) => `${row.contact_id} ${row.rule ?? only}`).toSorted();
  if (ours.length === theirs.length && ours.every((one, at) => one === theirs[at])) return;
  throw new Error(`proposals differ: ours ${ours.length}, the plain query ${theirs.length}`);
}
