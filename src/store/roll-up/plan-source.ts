import type { Db } from '../connect.ts';
import { GAP_SECONDS } from './rules.ts';
import type { SourceTable } from './sources.ts';

export type IdRange = { readonly from: number; readonly to: number };

/** What a tick takes from one source, and what it remembers of it. */
export type SourcePlan = {
  readonly ranges: readonly IdRange[];
  readonly watermark: number;
  /** ids below the new watermark that are not there yet */
  readonly gaps: readonly (IdRange & { readonly seen: number })[];
  readonly hasNewGaps: boolean;
  /** ids taken */
  readonly count: number;
  /** the limit was reached: there is more to take */
  readonly hasMore: boolean;
};

export type SourceState = { readonly watermark: number; readonly gaps: SourcePlan['gaps'] };

/**
 * The next ids of a source, at most `limit`. Ids are handed out before they are committed: an id below the watermark
 * may still appear, so the holes are remembered and looked at again until they are older than any transaction.
 * The plan is made before the rows are read, so it can only know too few rows, never leave one out.
 */
export async function planSource(
  trx: Db,
  table: SourceTable,
  state: SourceState,
  limit: number,
  databaseClock: number,
): Promise<SourcePlan> {
  const open = state.gaps.filter(({ seen }) => seen > databaseClock - GAP_SECONDS);
  const late = await lateIds(trx, table, open, limit);
  const remaining = open.flatMap((gap) => split(gap, late));
  const next = await nextIds(trx, table, state.watermark, limit);
  const fresh = next.hasHoles ? await holes(trx, table, state.watermark, next.last) : [];
  return {
    ranges: [
      ...contiguous(late),
      ...(next.count === 0 ? [] : [{ from: state.watermark + 1, to: next.last }]),
    ],
    watermark: next.last,
    gaps: [...remaining, ...fresh.map((range) => ({ ...range, seen: databaseClock }))],
    hasNewGaps: late.length > 0 || fresh.length > 0 || open.length < state.gaps.length,
    count: late.length + next.count,
    hasMore: next.count === limit || late.length === limit,
  };
}

const GAPS_A_QUERY = 200;

async function lateIds(
  trx: Db,
  table: SourceTable,
  gaps: SourcePlan['gaps'],
  limit: number,
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let first = 0; first < gaps.length && ids.length < limit; first += GAPS_A_QUERY) {
    const found: readonly { readonly id: number }[] = await trx(table)
      .select('id')
      .where((either) => {
        for (const { from, to } of gaps.slice(first, first + GAPS_A_QUERY))
          void either.orWhereBetween('id', [from, to]);
      })
      .orderBy('id')
      .limit(limit - ids.length);
    ids.push(...found.map(({ id }) => Number(id)));
  }
  return ids;
}

/** What is left of a hole when some of its ids have come. */
function split(gap: SourcePlan['gaps'][number], ids: readonly number[]): SourcePlan['gaps'] {
  const left: { from: number; to: number; seen: number }[] = [];
  let from = gap.from;
  for (const id of ids) {
    if (id < gap.from || id > gap.to) continue;
    if (id > from) left.push({ from, to: id - 1, seen: gap.seen });
    from = id + 1;
  }
  if (from <= gap.to) left.push({ from, to: gap.to, seen: gap.seen });
  return left;
}

function contiguous(ids: readonly number[]): readonly IdRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const id of ids) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === id - 1) last.to = id;
    else ranges.push({ from: id, to: id });
  }
  return ranges;
}

type Next = { readonly count: number; readonly last: number; readonly hasHoles: boolean };

async function nextIds(trx: Db, table: SourceTable, watermark: number, limit: number): Promise<Next> {
  const ids = trx(table).select('id').where('id', '>', watermark).orderBy('id').limit(limit).as('next_ids');
  const row: { readonly count: number; readonly last: number | null } | undefined = await trx
    .from(ids)
    .count({ count: '*' })
    .max({ last: 'id' })
    .first();
  const count = Number(row?.count ?? 0);
  const last = Number(row?.last ?? watermark);
  return { count, last, hasHoles: count < last - watermark };
}

async function holes(trx: Db, table: SourceTable, after: number, upTo: number): Promise<readonly IdRange[]> {
  const numbered = trx(table)
    .select('id', trx.raw('COALESCE(LAG(id) OVER (ORDER BY id), ?) AS previous', [after]))
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .as('numbered');
  const found: readonly { readonly id: number; readonly previous: number }[] = await trx
    .from(numbered)
    .select('id', 'previous')
    .whereRaw('id > previous + 1')
    .orderBy('id');
  return found.map(({ id, previous }) => ({ from: Number(previous) + 1, to: Number(id) - 1 }));
}
