/** One side of a comparison. */
export type Side = {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** not timed: waits for what a run leaves behind, so that it is no other side's time */
  readonly settle?: () => Promise<unknown>;
};

const BLOCK_MS = 1000;

/** Both sides as in a process that has made reports before: a second of each. */
export async function warmUp(sides: readonly Side[]): Promise<void> {
  for (const { run } of sides) {
    const started = performance.now();
    while (performance.now() - started < BLOCK_MS) await run();
  }
}

/** Milliseconds of each run; `first` of those alone that came right behind another side. */
export type Times = { readonly all: readonly number[]; readonly first: readonly number[] };

/**
 * A second of runs of each side, at least one, in turns; a round before that does not count. What the one machine does to all
 * sides is spread over all, and who is asked again is as warm as a process that makes reports one after the other. The first of a block has waited for another side's scan, which emptied what a processor keeps near.
 */
export async function inTurns(sides: readonly Side[], rounds: number): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(sides.map(({ name }) => [name, { all: [] as number[], first: [] as number[] }]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of sides) {
      const block = await timeBlock(side);
      if (round === 0) continue;
      times.get(side.name)?.all.push(...block);
      times.get(side.name)?.first.push(...block.slice(0, 1));
    }
  }
  return times;
}

async function timeBlock({ run, settle }: Side): Promise<readonly number[]> {
  const block: number[] = [];
  const started = performance.now();
  do {
    block.push(await timed(run));
    await settle?.();
  } while (performance.now() - started < BLOCK_MS);
  return block;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
