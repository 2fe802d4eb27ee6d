import type { Findings } from './findings.ts';

/** Persons a promotional message reached, and those of them that were flagged. */
export type FlagCounts = {
  readonly persons: number;
  readonly fatigued: number;
  readonly watch: number;
  readonly 're-engage': number;
  readonly sunset: number;
};

/** What the last search found, with the names a reader knows. */
export type AudienceHealth = {
  readonly findings: Findings;
  readonly contacts: FlagCounts;
  /** from events of the past, not from what was counted at the time */
  readonly isRecomputed: boolean;
  readonly segmentNames: ReadonlyMap<string, string>;
  readonly campaigns: ReadonlyMap<
    string,
    { readonly name: string; readonly sentAt: Temporal.Instant | null }
  >;
};
