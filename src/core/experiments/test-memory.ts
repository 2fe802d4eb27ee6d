import { poolRandomEffects } from '../stats/random-effects.ts';
import type { JudgedTest } from './judged-test.ts';
import { outcomeId } from './outcome.ts';
import type { TestedThing } from './plan.ts';
import { type RememberedTest, type ThemePair, themePairs } from './theme-pairs.ts';

/** What past tests say together, a theme at a time: the memory of "test and learn". */
export type TestMemory = {
  readonly themes: readonly ThemeMemory[];
  /** tests whose plan names no theme: they stand alone */
  readonly withoutTheme: number;
};

/** Tests of one theme, one tested thing and one primary outcome: clicks and purchases are never pooled. */
export type ThemeMemory = {
  readonly theme: string;
  readonly tested: TestedThing | null;
  readonly outcome: string;
  readonly comparisons: readonly ThemeComparison[];
  readonly leftOut: readonly LeftOut[];
};

/** Named arms against each other over all tests that had both: `compared` against `reference`. */
export type ThemeComparison = {
  readonly reference: string;
  readonly compared: string;
  readonly tests: readonly RememberedTest[];
  /** `compared` was better beyond chance */
  readonly wins: number;
  /** `reference` was */
  readonly losses: number;
  /** neither was */
  readonly ties: number;
  /** better on the outcome, but stopped by a guardrail: no win */
  readonly harmful: number;
  /** null = no test has both arms with an outcome */
  readonly pooled: PooledLift | null;
};

/** Relative difference over the tests, 0.03 = +3 %, with a 95 % interval for one reading: it describes, it does not decide. */
export type PooledLift = {
  readonly lift: number;
  readonly lower: number;
  readonly upper: number;
  /** tests with a known difference */
  readonly tests: number;
  /** variance of the true differences between tests, on the log scale */
  readonly tauSquared: number;
  /** share of the scatter that is more than chance, 0..1 */
  readonly iSquared: number;
  readonly q: number;
};

export type LeftOut = {
  readonly campaignId: string;
  readonly name: string;
  /** `open` = neither finished nor decided; `split`, `data` = nothing may be said on it */
  readonly reason: 'open' | 'split' | 'data';
};

/**
 * Pools finished or decided tests by theme, tested thing and primary outcome.
 *
 * The effect is the log of the relative difference. Campaigns differ in their base rate by multiples, and over
 * studies of different base rates relative effects agree far better than absolute ones: J. Deeks, Issues in the
 * selection of a summary statistic for meta-analysis of clinical trials with binary outcomes, Statistics in Medicine
 * 21 (2002) 1575-1600. True effects differ from campaign to campaign as well, hence random effects.
 */
export function rememberTests(judged: readonly JudgedTest[]): TestMemory {
  const tests = judged
    .filter(({ judgement }) => judgement.verdict.id !== 'not_a_test')
    .toSorted(compareTests);
  const groups = Map.groupBy(
    tests.filter(({ plan }) => themeKey(plan.theme) !== ''),
    ({ plan }) => JSON.stringify([themeKey(plan.theme), plan.tested, outcomeId(plan.primary)]),
  );
  return {
    themes: [...groups]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, group]) => themeMemory(group)),
    withoutTheme: tests.filter(({ plan }) => themeKey(plan.theme) === '').length,
  };
}

/** Capitals and spaces do not make another theme or another arm. */
export function themeKey(words: string | null): string {
  return (words ?? '').trim().replace(/\s+/g, ' ').toLowerCase();
}

function themeMemory(tests: readonly JudgedTest[]): readonly ThemeMemory[] {
  const [first] = tests;
  if (first === undefined) return [];
  const leftOut = tests.flatMap((test): readonly LeftOut[] => {
    const reason = whyLeftOut(test);
    return reason === null ? [] : [{ campaignId: test.campaign.id, name: test.campaign.name, reason }];
  });
  const counted = tests.filter((test) => whyLeftOut(test) === null);
  return [
    {
      theme: (first.plan.theme ?? '').trim(),
      tested: first.plan.tested,
      outcome: outcomeId(first.plan.primary),
      comparisons: themePairs(counted, themeKey).map(compared),
      leftOut,
    },
  ];
}

function whyLeftOut({ judgement }: JudgedTest): LeftOut['reason'] | null {
  switch (judgement.verdict.id) {
    case 'invalid_srm':
      return 'split';
    case 'invalid_data':
    case 'not_a_test':
      return 'data';
    case 'winner':
    case 'tie':
    case 'no_difference_within_mde':
    case 'guardrail_breached':
      return null;
    case 'not_enough_data':
    case 'inconclusive':
      return judgement.isClosed ? null : 'open';
  }
}

function compared({ reference, compared: other, tests }: ThemePair): ThemeComparison {
  const count = (result: RememberedTest['result']): number =>
    tests.filter((test) => test.result === result).length;
  return {
    reference,
    compared: other,
    tests,
    wins: count('win'),
    losses: count('loss'),
    ties: count('tie'),
    harmful: count('harmful'),
    pooled: pool(tests),
  };
}

function pool(tests: readonly RememberedTest[]): PooledLift | null {
  const effects = tests.flatMap(({ effect }) => (effect === null ? [] : [effect]));
  const pooled = poolRandomEffects(effects);
  if (pooled === null) return null;
  const { estimate, lower, upper, tauSquared, iSquared, q } = pooled;
  return {
    lift: Math.expm1(estimate),
    lower: Math.expm1(lower),
    upper: Math.expm1(upper),
    tests: effects.length,
    tauSquared,
    iSquared,
    q,
  };
}

/** Oldest first; the id parts tests of one moment. */
function compareTests(left: JudgedTest, right: JudgedTest): number {
  const at = (test: JudgedTest): number => test.counts.firstAssignedAt?.epochMilliseconds ?? 0;
  return at(left) - at(right) || (left.campaign.id < right.campaign.id ? -1 : 1);
}
