import { amountDifference } from '../amount-difference.ts';
import { relativeLift } from '../relative-lift.ts';
import {
  informationOfPair,
  mixtureCriticalValue,
  mixtureEvidence,
  plannedInformation,
} from '../sequential.ts';
import { logTwoSidedTail } from '../special.ts';
import { twoProportions } from '../two-proportions.ts';
import { type CaseReader, refuse } from './case-reader.ts';
import { noP, pAnswer } from './p-answer.ts';
import type { CaseAnswer, StatsMethod } from './stats-method.ts';
import { isEmpty, readCritical, readPair } from './two-rates.ts';

export const LOOKING_METHODS: readonly StatsMethod[] = [
  {
    family: 'seq_mixture_critical_value',
    question:
      'How large must z be so that any number of looks is safe, at this share of the planned information?',
    input: '{ information_fraction, alpha? }',
    answer: (input) => ({ c: mixtureCriticalValue(readFraction(input), readAlpha(input)) }),
  },
  {
    family: 'always_valid_p',
    question: 'What p may be read at any look? From z and its information, or from two arms and their plan.',
    input:
      '{ z, information_fraction, alpha? } or { x_a, n_a, x_b, n_b, planned_total_n, planned_rate, share_a?, alpha? }',
    answer: (input) => {
      if (input.has('z')) return evidenceAnswer(readZ(input), readFraction(input), readAlpha(input));
      const [a, b] = readPair(input);
      const fraction = informationOfPair(a, b) / readPlan(input);
      const tested = twoProportions(a, b);
      if (tested === null)
        return {
          z: null,
          information_fraction: fraction,
          ...noP(
            'p_always_valid',
            'nobody or everybody succeeded or an arm is empty, so there is no variance to test with',
          ),
        };
      return evidenceAnswer(tested.z, fraction, readAlpha(input));
    },
  },
  {
    family: 'relative_lift',
    question:
      'How many per cent more is b than a, with its interval? For showing; z may be any critical value.',
    input: '{ x_a, n_a, x_b, n_b, conf? | z? }',
    answer: (input) => {
      const [a, b] = readPair(input);
      const lift = relativeLift(a, b, readCritical(input));
      const reason = isEmpty(a, b)
        ? 'there is nobody in an arm'
        : 'a has no success, so there is nothing to be a multiple of';
      return lift === null ? { lift: null, lower: null, upper: null, reason } : { ...lift };
    },
  },
  {
    family: 'revenue_difference',
    question: 'Is an amount per contact different, zeros kept? With information_fraction: safe at any look.',
    input: '{ n_a, sum_a, sum_squares_a, n_b, sum_b, sum_squares_b, information_fraction?, alpha? }',
    answer: revenueAnswer,
  },
];

function revenueAnswer(input: CaseReader): CaseAnswer {
  const [a, b] = [readSums(input, 'a'), readSums(input, 'b')];
  if (a.n === 0 || b.n === 0)
    return { diff: null, se_pooled: null, z: null, ...noP('p_two_sided', 'there is nobody in an arm') };
  const tested = amountDifference(a, b);
  if (tested === null) {
    const diff = b.sum / b.n - a.sum / a.n;
    return { diff, se_pooled: null, z: null, ...noP('p_two_sided', 'all amounts are alike, nothing varies') };
  }
  const { difference: diff, standardErrorPooled: se, z } = tested;
  const singleLook = { diff, se_pooled: se, z, ...pAnswer('p_two_sided', logTwoSidedTail(z) ?? 0) };
  if (!input.has('information_fraction')) return singleLook;
  const [fraction, alpha] = [readFraction(input), readAlpha(input)];
  const c = mixtureCriticalValue(fraction, alpha) ?? Number.NaN;
  return {
    ...evidenceAnswer(z, fraction, alpha),
    diff,
    se_pooled: se,
    lower: diff - c * se,
    upper: diff + c * se,
  };
}

function evidenceAnswer(z: number, fraction: number, alpha: number): CaseAnswer {
  const evidence = mixtureEvidence(z, fraction, alpha);
  if (evidence === null)
    return { z, information_fraction: fraction, c: null, ...noP('p_always_valid', 'no information') };
  const { logE, critical } = evidence;
  return {
    z,
    information_fraction: fraction,
    c: critical,
    log_e: logE,
    ...pAnswer('p_always_valid', Math.min(0, -logE)),
  };
}

function readZ(input: CaseReader): number {
  return input.real('z', { min: -1e100, max: 1e100 });
}

function readFraction(input: CaseReader): number {
  return input.real('information_fraction', { above: 0, max: 1e12 });
}

export function readAlpha(input: CaseReader): number {
  return input.real('alpha', { above: 0, below: 1, else: 0.05 });
}

/** V* = N* wa wb p0 (1 - p0) */
function readPlan(input: CaseReader): number {
  const contacts = input.real('planned_total_n', { above: 0, max: 1e12 });
  const rate = input.real('planned_rate', { above: 0, below: 1 });
  return plannedInformation(contacts, input.real('share_a', { above: 0, below: 1, else: 0.5 }), rate);
}

function readSums(input: CaseReader, arm: 'a' | 'b') {
  const n = input.whole(`n_${arm}`);
  const sum = input.real(`sum_${arm}`);
  const sumSquares = input.real(`sum_squares_${arm}`, { min: 0 });
  // Cauchy-Schwarz, with an allowance for the rounding of the sums
  if (n === 0 && (sum !== 0 || sumSquares !== 0)) refuse(`n_${arm}`, 'above 0 where there are amounts', n);
  if (sum * sum > n * sumSquares * (1 + 1e-9))
    refuse(`sum_squares_${arm}`, `at least sum_${arm}² / n_${arm} = ${(sum * sum) / n}`, sumSquares);
  return { n, sum, sumSquares };
}
