/** What a campaign waits for right now, so that one that hangs can say so, and what it waited for before. */
let waitsFor = 'nothing yet';
let sinceMs = performance.now();
let tell: ((what: string) => void) | null = null;
const spent = new Map<string, number>();

/** Told at every step; the same words again are no progress. */
export function nowWaitsFor(what: string): void {
  if (what === waitsFor) return;
  addStep();
  waitsFor = what;
  tell?.(what);
}

/** Each step from now on, as it begins. */
export function tellSteps(to: (what: string) => void): void {
  tell = to;
}

export function waitedFor(): { readonly what: string; readonly seconds: number } {
  return { what: waitsFor, seconds: (performance.now() - sinceMs) / 1_000 };
}

/** Seconds by what was waited for since the last call, longest first; steps that differ in numbers alone are one. */
export function takeSpent(): Readonly<Record<string, number>> {
  addStep();
  const sums = [...spent].toSorted(([, left], [, right]) => right - left);
  spent.clear();
  return Object.fromEntries(sums.map(([what, ms]) => [what, Math.round(ms / 100) / 10]));
}

function addStep(): void {
  const nowMs = performance.now();
  const what = waitsFor.replaceAll(/\d+( \d+)*/g, '#');
  spent.set(what, (spent.get(what) ?? 0) + nowMs - sinceMs);
  sinceMs = nowMs;
}
