/** What a campaign waits for right now, so that one that hangs can say so. */
let waitsFor = 'nothing yet';
let sinceMs = performance.now();

/** Told at every step; the same words again are no progress. */
export function nowWaitsFor(what: string): void {
  if (what === waitsFor) return;
  waitsFor = what;
  sinceMs = performance.now();
}

export function waitedFor(): { readonly what: string; readonly seconds: number } {
  return { what: waitsFor, seconds: (performance.now() - sinceMs) / 1_000 };
}
