import { agrestiCaffo } from '../agresti-caffo.ts';
import { logFisherExact } from '../fisher-exact.ts';
import { miettinenNurminen } from '../miettinen-nurminen.ts';
import { newcombeInterval, type Proportion } from '../newcombe-interval.ts';
import { criticalValue, logTwoSidedTail } from '../special.ts';
import { twoProportions } from '../two-proportions.ts';
import { type Interval, wilsonInterval } from '../wilson-interval.ts';
import { type CaseReader, readProportion, refuse } from './case-reader.ts';
import { noP, pAnswer } from './p-answer.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';

const TWO_ARMS = '{ x_a, n_a, x_b, n_b }';
const TWO_ARMS_AND_CONF = '{ x_a, n_a, x_b, n_b, conf? | z? }';
const NO_VARIANCE = 'nobody or everybody succeeded, so there is no variance to test with';
const EMPTY = 'there is nobody in an arm';

export const TWO_RATE_METHODS: readonly StatsMethod[] = [
  {
    family: 'two_proportion_z',
    question: 'Would chance alone part these two rates so far? Pooled z-test, for one planned look.',
    input: TWO_ARMS,
    answer: (input) => {
      const [a, b] = readPair(input);
      if (isEmpty(a, b)) return { diff: null, z: null, ...noP('p_two_sided', EMPTY) };
      const tested = twoProportions(a, b);
      const diff = b.successes / b.n - a.successes / a.n;
      if (tested === null) return { diff, z: null, ...noP('p_two_sided', NO_VARIANCE) };
      return { diff, z: tested.z, ...pAnswer('p_two_sided', tested.logP) };
    },
  },
  {
    family: 'newcombe_hybrid_score',
    question: 'Between which values does the difference of two rates lie? The interval shown in reports.',
    input: TWO_ARMS_AND_CONF,
    answer: (input) => intervalOf(input, newcombeInterval),
  },
  {
    family: 'miettinen_nurminen',
    question: 'The same by Miettinen and Nurminen’s score test: a check on Newcombe’s.',
    input: TWO_ARMS_AND_CONF,
    answer: (input) => intervalOf(input, miettinenNurminen),
  },
  {
    family: 'agresti_caffo',
    question: 'The same by Agresti and Caffo: one success and one failure added to each arm.',
    input: TWO_ARMS_AND_CONF,
    answer: (input) => intervalOf(input, agrestiCaffo),
  },
  {
    family: 'fisher_exact',
    question: 'Would chance alone part these two rates so far, exactly? For small counts and one look.',
    input: TWO_ARMS,
    answer: (input) => {
      const logP = logFisherExact(...readPair(input));
      return logP === null ? noP('p_two_sided', EMPTY) : pAnswer('p_two_sided', logP);
    },
  },
  {
    family: 'wilson',
    question: 'Between which values does one rate lie?',
    input: '{ x, n, conf? | z? }',
    answer: (input) => {
      const { successes, n } = readProportion(input, 'x', 'n');
      if (n === 0) return { rate: null, lower: null, upper: null, reason: 'there is nobody' };
      const { lower, upper } = wilsonInterval(successes, n, readCritical(input));
      return { rate: successes / n, lower, upper };
    },
  },
  {
    family: 'normal_two_sided',
    question: 'How often is a standard normal value at least this far from 0, on either side?',
    input: '{ z }',
    answer: (input) => {
      const z = input.real('z', { min: -1e100, max: 1e100 });
      const logP = logTwoSidedTail(z);
      return { z, ...(logP === null ? noP('p_two_sided', 'not defined') : pAnswer('p_two_sided', logP)) };
    },
  },
];

/** What every method says of a pair with nobody in an arm: no number. */
export function isEmpty(a: Proportion, b: Proportion): boolean {
  return a.n === 0 || b.n === 0;
}

export function readPair(input: CaseReader): readonly [Proportion, Proportion] {
  return [readProportion(input, 'x_a', 'n_a'), readProportion(input, 'x_b', 'n_b')];
}

/** `z` as given, else that of the confidence `conf`, 0.95 unless said. */
export function readCritical(input: CaseReader): number {
  if (input.has('z') && input.has('conf')) return refuse('z', 'given without conf, or the other way', 'both');
  if (input.has('z')) return input.real('z', { above: 0, max: 1000 });
  return criticalValue(readConfidence(input)) ?? Number.NaN;
}

export function readConfidence(input: CaseReader): number {
  return input.real('conf', { above: 0, below: 1, else: 0.95 });
}

function intervalOf(
  input: CaseReader,
  method: (a: Proportion, b: Proportion, z: number) => Interval | null,
): CaseAnswer {
  const [a, b] = readPair(input);
  const z = readCritical(input);
  if (isEmpty(a, b)) return { diff: null, lower: null, upper: null, reason: EMPTY };
  const interval = method(a, b, z);
  return { diff: b.successes / b.n - a.successes / a.n, lower: interval?.lower, upper: interval?.upper };
}
