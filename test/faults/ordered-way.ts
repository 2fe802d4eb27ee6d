import type { Writable } from 'node:stream';

export type Way = (chunk: Buffer, delayMs: number) => void;

/** What came first is written first, also when the delay ends meanwhile: TCP never changes the order. */
export function orderedWay(to: Writable): Way {
  const waiting: { readonly atMs: number; readonly chunk: Buffer }[] = [];
  const write = (chunk: Buffer): void => {
    if (to.writable) to.write(chunk);
  };
  const flush = (): void => {
    const nowMs = performance.now();
    const due = waiting.findIndex(({ atMs }) => atMs > nowMs);
    for (const { chunk } of waiting.splice(0, due < 0 ? waiting.length : due)) write(chunk);
    const [next] = waiting;
    if (next !== undefined) setTimeout(flush, next.atMs - nowMs);
  };
  return (chunk, delayMs) => {
    const last = waiting.at(-1)?.atMs;
    if (delayMs === 0 && last === undefined) return write(chunk);
    waiting.push({ atMs: Math.max(performance.now() + delayMs, last ?? 0), chunk });
    if (last === undefined) setTimeout(flush, delayMs);
  };
}
