import { KEEP_DAYS, type KeepDays, type KeptKind } from '../core/keep-days.ts';
import type { Db } from '../store/connect.ts';
import { forgetMailDays } from '../store/limits.ts';
import { oldRows } from '../store/retention/old-rows.ts';
import { pruneBatch } from '../store/retention/prune-batch.ts';

export type PruneNeeds = {
  readonly db: Db;
  readonly now: () => Promise<Temporal.Instant>;
  readonly keep: KeepDays;
};

/** Rows taken away, by kind; of a dry run those that one batch would take. */
export type Pruned = Readonly<Record<KeptKind, number>>;

/** Rows of one statement: some hundred mails of 100 kB are 20 MB of log. */
const BATCH = 200;
/** Of one kind and night; what is left follows the next night. */
const MOST_BATCHES = 1_000;

const KINDS: readonly KeptKind[] = [
  'mails',
  'dispatches',
  'reports',
  'requests',
  'parked',
  'refused',
  'findings',
];

/**
 * Takes away what is past its days: nothing that an open dispatch needs, that a held one may be sent from, or that counts
 * are made of. Several workers may do it at once, and it may be ended at any point.
 */
export async function pruneStored(needs: PruneNeeds): Promise<Pruned> {
  await forgetMailDays(needs.db, (await needs.now()).subtract({ hours: 48 }));
  return eachKind(needs, async (kind, before) => {
    let taken = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const found = await pruneBatch(needs.db, kind, { before, most: BATCH });
      if (found === 0) break;
      taken += found;
    }
    return taken;
  });
}

/** The same, told when there was something to tell. */
export async function pruneNightly(
  needs: PruneNeeds,
  info: (event: string, fields?: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const pruned = await pruneStored(needs);
  if (Object.values(pruned).some((count) => count > 0)) info('pruned', pruned);
}

/** How many rows would go at least, up to `most` of each kind. Changes nothing. */
export function countOld(needs: PruneNeeds, most: number): Promise<Pruned> {
  return eachKind(needs, async (kind, before) => (await oldRows(needs.db, kind, { before, most })).length);
}

async function eachKind(
  { now, keep }: PruneNeeds,
  work: (kind: KeptKind, before: Temporal.Instant) => Promise<number>,
): Promise<Pruned> {
  const at = await now();
  const pruned: Record<KeptKind, number> = { ...KEEP_DAYS };
  for (const kind of KINDS) pruned[kind] = await work(kind, at.subtract({ hours: 24 * keep[kind] }));
  return pruned;
}
