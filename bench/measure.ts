/** One side of a comparison. */
export type Side = {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** not timed: waits for what a run leaves behind, so that it is no other side's time */
  readonly settle?: () => Promise<unknown>;
};

const WARM_RUNS = 20;
const WARM_MS = 1000;

/** Both sides as in a process that has made reports before: twenty runs of each, or a second of them. */
export async function warmUp(sides: readonly Side[]): Promise<void> {
  for (const { run } of sides) {
    const started = performance.now();
    for (let index = 0; index < WARM_RUNS && performance.now() - started < WARM_MS; index += 1) await run();
  }
}

/** Milliseconds of each run by side, in turns, after one run of each that does not count. */
export async function inTurns(
  sides: readonly Side[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>(sides.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run, settle } of sides) {
      const started = performance.now();
      await run();
      const ms = performance.now() - started;
      await settle?.();
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return times;
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
