import { DAY_S } from './data/plan.ts';
import { catchUp, type DataSet } from './data/prepare-data.ts';
import { warmTables } from './data/warm.ts';
import { median } from './measure.ts';
import type { Figure } from './results.ts';
import { type Batch, createBatch, loadBatch, loadLateClicks, updateStates } from './tick-batches.ts';

export type TickRequest = {
  readonly data: DataSet;
  /** batches that count; one more goes before them, because the first load after an index build splits full pages */
  readonly batches: number;
  /** messages of a batch */
  readonly size: number;
  /** ids a tick takes from each source; undefined = as the product does */
  readonly chunk?: number;
  readonly tell: (line: string) => void;
};

export type TickResult = { readonly figures: readonly Figure[]; readonly profile: readonly string[] };

type Kind = 'new messages' | 'receipts' | 'late clicks of a week' | 'late clicks of all time';

/** Milliseconds of one kind of work in one batch. `other` = what it is compared with. */
type Sample = {
  readonly ms: number;
  readonly touched: number;
  readonly other: number | null;
  readonly statements: ReadonlyMap<string, number>;
};

/** What a roll-up costs beside the writing it follows: each batch loads, ticks, loads, ticks, in turns. */
export async function benchTick(request: TickRequest): Promise<TickResult> {
  const samples = new Map<Kind, Sample[]>();
  const empty: number[] = [];
  await warmTables(request.data.db);
  for (let index = 0; index <= request.batches; index += 1) {
    const number = request.data.batches + index;
    // first, so that the next run leaves out a day that this one did not finish
    await request.data.db('bench_made').update({ batches: number + 1 });
    const batch = await createBatch(request.data, number, request.size);
    // the turn of the day makes older messages unknown: that work belongs to no figure
    await catchUp(request.data.db, { now: batch.startS + DAY_S });
    const emptyMs = (await catchUp(request.data.db, { now: batch.startS + DAY_S })).ms;
    const taken = await runBatch(request, batch);
    request.tell(
      [...taken].map(([kind, { ms, touched }]) => `${kind} ${ms.toFixed(0)} ms for ${touched}`).join(', '),
    );
    if (index === 0) continue;
    empty.push(emptyMs);
    for (const [kind, sample] of taken) samples.set(kind, [...(samples.get(kind) ?? []), sample]);
  }
  return {
    figures: figuresOf(request, samples, empty),
    profile: [...samples].flatMap(([kind, all]) => profileOf(kind, all)),
  };
}

async function runBatch({ data, chunk }: TickRequest, batch: Batch): Promise<ReadonlyMap<Kind, Sample>> {
  const now = batch.startS + DAY_S;
  const tickOf = async (other: number | null): Promise<Sample> => {
    const statements = new Map<string, number>();
    const onStatement = (name: string, ms: number): void => {
      statements.set(name, (statements.get(name) ?? 0) + ms);
    };
    const done = await catchUp(data.db, { now, onStatement, ...(chunk === undefined ? {} : { chunk }) });
    return { ms: done.ms, touched: done.messages, other, statements };
  };
  const taken = new Map<Kind, Sample>();
  taken.set('new messages', await tickOf(await loadBatch(data, batch, 'messages')));
  await loadBatch(data, batch, 'receipts');
  taken.set('receipts', await tickOf(await updateStates(data, batch)));
  const count = Math.round(batch.size / 5);
  await loadLateClicks(data, batch, { count, days: 7 });
  taken.set('late clicks of a week', await tickOf(null));
  await loadLateClicks(data, batch, { count, days: 400 });
  taken.set('late clicks of all time', await tickOf(null));
  return taken;
}

const ASKS: Readonly<
  Partial<Record<Kind, { readonly at1M: number; readonly at10M: number; readonly of: string }>>
> = {
  'new messages': { at1M: 1.2, at10M: 1.3, of: 'plain LOAD' },
  receipts: { at1M: 4, at10M: 4, of: 'set-based UPDATE' },
};

function figuresOf(
  { data, size }: TickRequest,
  samples: ReadonlyMap<Kind, readonly Sample[]>,
  empty: readonly number[],
): readonly Figure[] {
  const isLarge = data.shape.messages >= 5_000_000;
  const figures = [...samples].map(([kind, all]): Figure => {
    const ask = ASKS[kind];
    const limit = isLarge ? ask?.at10M : ask?.at1M;
    const ratio = ask === undefined ? null : median(all.map(({ ms, other }) => ms / (other ?? Number.NaN)));
    const each = median(all.map(({ ms, touched }) => (ms * 1000) / touched));
    return {
      name: `tick: ${kind}`,
      oursMs: median(all.map(({ ms }) => ms)),
      rawMs: ask === undefined ? null : median(all.map(({ other }) => other ?? Number.NaN)),
      duckMs: null,
      ratio: ratio === null ? '' : ratio.toFixed(2),
      ask: limit === undefined ? '' : `${limit} (issue)`,
      isMet: limit === undefined || ratio === null ? null : ratio <= limit,
      note: `${each.toFixed(1)} us a touched message, ${size} messages a batch${ask === undefined ? '' : `; raw: ${ask.of}`}`,
    };
  });
  const idle = { rawMs: null, duckMs: null, ratio: '', ask: '', isMet: null, note: '' };
  return [...figures, { name: 'tick: nothing new', oursMs: median(empty), ...idle }];
}

/** The dearest statements of a kind, as shares of the median tick. */
function profileOf(kind: Kind, all: readonly Sample[]): readonly string[] {
  const total = median(all.map(({ ms }) => ms));
  const names = [...new Set(all.flatMap(({ statements }) => [...statements.keys()]))];
  const shown = names.map((name) => ({
    name,
    ms: median(all.map(({ statements }) => statements.get(name) ?? 0)),
  }));
  const inStatements = shown.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `- **tick: ${kind}**: ${total.toFixed(0)} ms, of which ${inStatements.toFixed(0)} in named statements`,
    ...shown
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 16)
      .map(({ name, ms }) => `  - ${ms.toFixed(0)} ms (${((ms / total) * 100).toFixed(0)} %) ${name}`),
  ];
}
