import type { NextPeriodRow } from './next-period.ts';
import { poissonDraw, seededRandom } from './poisson-draw.ts';

/** What happened to flagged contacts, over what was to be expected of unflagged ones of the same segment and dose. */
export type ObservedOverExpected = {
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number;
  /** 95 % by bootstrap over contacts; null = too few to say */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
};

export type FlagValidation = {
  /** contacts that got a message in the 28 days, in strata that hold both kinds */
  readonly flagged: number;
  readonly unflagged: number;
  /** segments times dose bands that hold both */
  readonly strata: number;
  /** null = nothing was to be expected */
  readonly clicks: ObservedOverExpected | null;
  readonly optOuts: ObservedOverExpected | null;
};

const REPLICATES = 999;
const TAIL = 0.025;
/** A replicate without anything expected has no ratio; where many have none, neither has the interval an end. */
const LEAST_SHARE = 0.9;
/** Any number: the same data give the same interval. */
const SEED = 20_261_126;

/**
 * Compares contacts that were flagged fatigued with unflagged ones of the same segment and dose band by observed over
 * expected (the Mantel-Haenszel sum over strata). Expected clicks take each contact's own earlier clicking into account:
 * flagged ones were chosen among those who clicked a lot.
 */
export function validateFlags(rows: readonly NextPeriodRow[]): FlagValidation {
  const strata = matchedStrata(rows);
  const matched = strata.flat();
  const people = (group: NextPeriodRow['group']): number =>
    matched.reduce((sum, row) => sum + (row.group === group ? row.contacts : 0), 0);
  const weights = matched.map(({ contacts }) => contacts);
  const ratios = resampledRatios(strata, weights);
  const over = (kind: Kind): ObservedOverExpected | null => {
    const { observed, expected } = sumsOf(strata, weights, kind);
    if (expected <= 0) return null;
    return { observed, expected, ratio: observed / expected, interval: intervalOf(ratios[kind]) };
  };
  return {
    flagged: people('fatigued'),
    unflagged: people('unflagged'),
    strata: strata.length,
    clicks: over('clicks'),
    optOuts: over('opt-outs'),
  };
}

type Kind = 'clicks' | 'opt-outs';

/** Strata with both kinds, in one order whatever order the rows came in. */
function matchedStrata(rows: readonly NextPeriodRow[]): readonly (readonly NextPeriodRow[])[] {
  const ordered = rows
    .filter(({ group, delivered, contacts }) => group !== 'other' && delivered > 0 && contacts > 0)
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const strata = Map.groupBy(ordered, ({ segment, band }) => JSON.stringify([segment, band]));
  return [...strata.values()].filter(
    (inside) =>
      inside.some(({ group }) => group === 'fatigued') && inside.some(({ group }) => group === 'unflagged'),
  );
}

function keyOf(row: NextPeriodRow): string {
  return JSON.stringify([
    row.segment,
    row.band,
    row.group,
    row.multiplier,
    row.delivered,
    row.clicked,
    row.optedOut,
  ]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** `weights`: how often each row's contact counts, in the order of the strata. */
function sumsOf(
  strata: readonly (readonly NextPeriodRow[])[],
  weights: readonly number[],
  kind: Kind,
): { readonly observed: number; readonly expected: number } {
  let observed = 0;
  let expected = 0;
  let place = 0;
  for (const stratum of strata) {
    let events = 0;
    let exposure = 0;
    let flaggedEvents = 0;
    let flaggedExposure = 0;
    for (const row of stratum) {
      const weight = weights[place] ?? 0;
      place += 1;
      const own = weight * (kind === 'clicks' ? row.clicked : row.optedOut);
      const due = weight * row.delivered * (kind === 'clicks' ? row.multiplier : 1);
      if (row.group === 'fatigued') {
        flaggedEvents += own;
        flaggedExposure += due;
      } else {
        events += own;
        exposure += due;
      }
    }
    if (exposure <= 0) continue;
    observed += flaggedEvents;
    expected += (flaggedExposure * events) / exposure;
  }
  return { observed, expected };
}

/** Poisson bootstrap: each contact counts Poisson(1) times, alike contacts Poisson(their number). */
function resampledRatios(
  strata: readonly (readonly NextPeriodRow[])[],
  contacts: readonly number[],
): Readonly<Record<Kind, readonly number[]>> {
  const random = seededRandom(SEED);
  const ratios: Record<Kind, number[]> = { clicks: [], 'opt-outs': [] };
  for (let replicate = 0; replicate < REPLICATES && contacts.length > 0; replicate += 1) {
    const drawn = contacts.map((mean) => poissonDraw(mean, random));
    for (const kind of ['clicks', 'opt-outs'] as const) {
      const { observed, expected } = sumsOf(strata, drawn, kind);
      if (expected > 0) ratios[kind].push(observed / expected);
    }
  }
  return ratios;
}

function intervalOf(ratios: readonly number[]): ObservedOverExpected['interval'] {
  if (ratios.length < LEAST_SHARE * REPLICATES) return null;
  const sorted = ratios.toSorted((a, b) => a - b);
  const lower = sorted[Math.floor(TAIL * (sorted.length - 1))];
  const upper = sorted[Math.ceil((1 - TAIL) * (sorted.length - 1))];
  return lower === undefined || upper === undefined ? null : { lower, upper };
}
