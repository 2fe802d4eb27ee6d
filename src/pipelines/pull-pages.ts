import { hash } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import type { PageAsked } from '../remote/marketing-platform.ts';
import type { Db } from '../store/connect.ts';
import {
  findPullCursor,
  finishPass,
  type PullCounts,
  type PullKey,
  type PullPass,
  savePage,
  startPass,
} from '../store/pulls/cursors.ts';
import { earlier, type PlatformPull } from './platform-pull.ts';

/** Writes down how far we are, in the transaction that stores the rows. */
export type SavePage = (trx: Db, counts: PullCounts, note: string | null) => Promise<void>;

export type PageWalk = {
  readonly key: PullKey;
  /** where the first pass begins */
  readonly firstFrom: Temporal.Instant;
  /** asked again before the position */
  readonly marginMinutes: number;
  readonly ask: (pass: Pick<PullPass, 'from' | 'startedAt'>, page: PageAsked) => Promise<readonly unknown[]>;
  /** stores the rows and calls `save` in the same transaction */
  readonly store: (rows: readonly unknown[], save: SavePage) => Promise<void>;
  readonly pageRows: number;
  /** kept as the number of rows there were; null = what was walked through */
  readonly totalRows?: number | null;
};

/** Rows that vanish while we turn pages move the others up: so many are asked for twice. */
const OVERLAP_ROWS = 20;
const MOST_ROWS = 20_000_000;

/** Walks through an answer to its end, page by page; one that was killed goes on where it was. Returns its counts. */
export async function pullPages(pull: PlatformPull, walk: PageWalk): Promise<PullCounts> {
  const { db, lease } = pull;
  const pass = await openPass(pull, walk);
  const overlap = Math.min(OVERLAP_ROWS, Math.floor(walk.pageRows / 2));
  let known = pass.offset;
  let before = '';
  for (;;) {
    const offset = Math.max(0, known - overlap);
    const rows = await walk.ask(pass, { limit: walk.pageRows, offset });
    // a walk that was killed may go on where there are fewer rows now
    if (offset + rows.length <= known) break;
    const digest = hash('sha256', JSON.stringify(rows), 'hex');
    if (digest === before || known > MOST_ROWS)
      throw new Failure('remote-refused', `the answer has no end: rows ${offset} and on are those before`);
    before = digest;
    known = offset + rows.length;
    await walk.store(rows, (trx, counts, note) =>
      savePage(trx, lease, walk.key, { offset: known, counts, note }),
    );
    pull.onPage?.(walk.key, known);
  }
  await finishPass(db, lease, walk.key, { position: pass.startedAt, totalRows: walk.totalRows ?? known });
  return (await findPullCursor(db, lease.source, walk.key))?.counts ?? NOTHING;
}

export const NOTHING: PullCounts = { read: 0, applied: 0, duplicate: 0, parked: 0, refused: 0 };

/** `since` only reaches further back: what lies between the position and it would never be asked for. */
async function openPass({ db, lease, now, since }: PlatformPull, walk: PageWalk): Promise<PullPass> {
  const cursor = await findPullCursor(db, lease.source, walk.key);
  const open = cursor?.pass ?? null;
  const reachesBack = since !== null && (open === null || Temporal.Instant.compare(since, open.from) < 0);
  if (open !== null && !reachesBack) return open;
  const usual = open?.from ?? cursor?.position?.subtract({ minutes: walk.marginMinutes }) ?? walk.firstFrom;
  const pass = { from: earlier(usual, since), startedAt: now };
  await startPass(db, lease, walk.key, pass);
  return { ...pass, offset: 0 };
}
