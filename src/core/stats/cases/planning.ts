import { minimumDetectableEffect, powerOf, sampleSize } from '../sample-size.ts';
import { type CaseReader, refuse } from './case-reader.ts';
import { readAlpha } from './looking-often.ts';
import type { StatsMethod } from './stats-method.ts';

const OPTIONS = 'alpha?, comparisons?, sequential? (true: read at any time)';

export const PLANNING_METHODS: readonly StatsMethod[] = [
  {
    family: 'sample_size_two_proportions',
    question: 'How many contacts must each arm have to find the step from p1 to p2?',
    input: `{ p1, p2, power?, ratio? (n_b over n_a), ${OPTIONS} }`,
    answer: (input) => {
      const p1 = readRate(input, 'p1');
      const p2 = readRate(input, 'p2');
      if (p1 === p2) refuse('p2', 'another rate than p1', p2);
      const ratio = input.real('ratio', { above: 0, max: 1e6, else: 1 });
      const size = sampleSize({ p1, p2, ratio, ...readPower(input), ...readOptions(input) });
      if (size === null) return { n_per_arm: null, n_a: null, n_b: null, reason: NO_SIZE };
      const [n_a, n_b] = [Math.ceil(size.a), Math.ceil(size.b)];
      return { n_per_arm: size.a, n_a, n_b, total: n_a + n_b };
    },
  },
  {
    family: 'power_two_proportions',
    question: 'How likely is it that arms of this size find the step from p1 to p2?',
    input: `{ p1, p2, n_a, n_b, ${OPTIONS} }`,
    answer: (input) => {
      const p1 = readRate(input, 'p1');
      const p2 = readRate(input, 'p2');
      if (p1 === p2) refuse('p2', 'another rate than p1', p2);
      const power = powerOf({ p1, p2, ...readSizes(input), ...readOptions(input) });
      return power === null ? { power, reason: NO_SIZE } : { power };
    },
  },
  {
    family: 'mde_two_proportions',
    question: 'Which rise above p1 can arms of this size find?',
    input: `{ p1, n_a, n_b, power?, ${OPTIONS} }`,
    answer: (input) => {
      const p1 = readRate(input, 'p1');
      const effect = minimumDetectableEffect({
        p1,
        ...readSizes(input),
        ...readPower(input),
        ...readOptions(input),
      });
      if (effect === null)
        return {
          mde_abs: null,
          mde_rel: null,
          p2: null,
          reason: 'not even a rise to 1 is found with so few',
        };
      return { mde_abs: effect, mde_rel: p1 > 0 ? effect / p1 : null, p2: p1 + effect };
    },
  },
];

const NO_SIZE = 'power must lie above alpha and the arms must differ in a way that can be measured';

function readRate(input: CaseReader, key: string): number {
  return input.real(key, { min: 0, max: 1 });
}

function readSizes(input: CaseReader) {
  return { nA: input.whole('n_a', { min: 1 }), nB: input.whole('n_b', { min: 1 }) };
}

function readPower(input: CaseReader) {
  return { power: input.real('power', { above: 0, below: 1, else: 0.8 }) };
}

function readOptions(input: CaseReader) {
  const comparisons = input.whole('comparisons', { min: 1, max: 1000, else: 1 });
  const sequential = input.has('sequential') && input.flag('sequential');
  return { alpha: readAlpha(input), comparisons, sequential };
}
